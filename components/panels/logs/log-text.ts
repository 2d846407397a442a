import type { LogEntry } from "@/server/protocol/logs.ts";

/** Made when a line is first shown, and kept as long as the line is. */
const fieldTexts = new WeakMap<LogEntry, string>();

/** The fields of a line as they stand behind its message: `status=200 path="/ws"`. Empty when there are none. */
export function fieldsTextOf(entry: LogEntry): string {
  const known = fieldTexts.get(entry);
  if (known !== undefined) return known;
  const text = Object.entries(entry.fields ?? {})
    .map(([key, value]) => `${key}=${valueText(value)}`)
    .join(" ");
  fieldTexts.set(entry, text);
  return text;
}

/** Local time with milliseconds: `14:03:22.123`. */
export function clockOf(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${clock}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

function valueText(value: unknown): string {
  if (typeof value === "string") return /^[\w./:@+-]+$/.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value) ?? String(value);
}
