type Tone = "info" | "good" | "bad";

const listeners = new Set<() => void>();
let isWanted = false;
let markReady = () => {};
const ready = new Promise<void>((resolve) => {
  markReady = resolve;
});

/** Says something in a corner for a moment. The toaster is loaded with the first one. */
export async function toast(message: string, options: { tone?: Tone; detail?: string } = {}): Promise<void> {
  isWanted = true;
  for (const listener of listeners) listener();
  const [{ toast: show }] = await Promise.all([import("sonner"), ready]);
  const say = options.tone === "bad" ? show.error : options.tone === "good" ? show.success : show;
  say(message, { description: options.detail });
}

/** Calls when a toaster is wanted for the first time. */
export function subscribeToaster(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function isToasterWanted(): boolean {
  return isWanted;
}

/** Messages that came before the toaster was there are shown now. */
export function toasterReady(): void {
  markReady();
}
