import type { LogEntry } from "@/server/protocol/logs.ts";

/** Texts are made when a line is first looked at and live as long as the line does. */
const texts = new WeakMap<LogEntry, string>();
const fieldTexts = new WeakMap<LogEntry, string>();

/**
 * What a search looks at, line by line so that `^` and `$` mean something: the message, then all else. The same as the
 * gateway's own search.
 */
export function searchTextOf(entry: LogEntry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const { msg, source, runId, sessionKey, fields } = entry;
  const text = [msg, source, runId, sessionKey, fields && JSON.stringify(fields)].filter(Boolean).join("\n");
  texts.set(entry, text);
  return text;
}

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
