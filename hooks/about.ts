/** What a gateway keeps in its settings. */
const IN_SETTINGS: ReadonlySet<string> = new Set(["agents", "channels", "models", "skills", "tools"]);

/** `sessions.list` is about `sessions` and `sessions.changed`; `health` about `health`; `agents.list` also about `config.changed`. */
export function isAbout(method: string, event: string, more: readonly string[] = []): boolean {
  if (method === event || method.startsWith(`${event}.`)) return true;
  const [noun = method] = method.split(".");
  if (method !== noun && event.startsWith(`${noun}.`)) return true;
  if (event === "config.changed" && IN_SETTINGS.has(noun)) return true;
  return more.some((name) => event.startsWith(name));
}
