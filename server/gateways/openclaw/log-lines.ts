import { isObject } from "./rows.ts";

/** Numbers of our own log's levels. */
const LEVELS: { [name: string]: number } = {
  SILLY: 10,
  TRACE: 10,
  DEBUG: 20,
  INFO: 30,
  WARN: 40,
  ERROR: 50,
  FATAL: 60,
};
/** The gateway logs its slow answers: reading the log would write the log. */
const OF_OUR_READING = /^⇄ res \S+ logs\.tail\b/u;

/** A line of a real gateway's log in the form of ours; undefined for what is no line, or speaks of our own reading. */
export function logLineOf(raw: string): string | undefined {
  const line = objectIn(raw);
  const meta = line && isObject(line._meta) ? line._meta : undefined;
  if (!line || !meta) return undefined;
  const time = Date.parse(textOf(line.time) || textOf(meta.date));
  if (Number.isNaN(time)) return undefined;
  const facts = Object.assign({}, ...positional(line).filter(isObject));
  const msg = textOf(line.message) || positional(line).filter(isSpoken).join(" ");
  if (OF_OUR_READING.test(msg)) return undefined;
  return JSON.stringify({
    ...facts,
    ...(typeof line.traceId === "string" && { traceId: line.traceId }),
    level: LEVELS[textOf(meta.logLevelName)] ?? 30,
    time,
    source: subsystemOf(textOf(meta.name)) || "gateway",
    msg,
  });
}

/** What was given to the logger, in its order: `"0"`, `"1"` … */
function positional(line: { [key: string]: unknown }): unknown[] {
  return Object.keys(line)
    .filter((key) => /^\d+$/.test(key))
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => line[key]);
}

function isSpoken(part: unknown): part is string {
  return typeof part === "string" && subsystemOf(part) === undefined;
}

/** `{"subsystem":"agent/embedded"}` → `agent/embedded`. */
function subsystemOf(name: string): string | undefined {
  const subsystem = name.startsWith("{") ? objectIn(name)?.subsystem : undefined;
  return typeof subsystem === "string" ? subsystem : undefined;
}

function objectIn(json: string): { [key: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
