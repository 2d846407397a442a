type Tone = "info" | "good" | "bad";

/** Says something in a corner for a moment. The toaster is loaded with the first one. */
export async function toast(message: string, options: { tone?: Tone; detail?: string } = {}): Promise<void> {
  const { toast: show } = await import("sonner");
  const say = options.tone === "bad" ? show.error : options.tone === "good" ? show.success : show;
  say(message, { description: options.detail });
}
