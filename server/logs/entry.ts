import type { LogEntry, LogLevel } from "../protocol/logs.ts";
import { needsRedaction, redact, redactText } from "./redact.ts";

/** A line as it is kept: what filters ask for first, and the line itself. The rest is parsed when it is shown. */
export interface LogLine {
  /** 1 more than that of the line before. */
  cursor: number;
  /** Milliseconds since 1970. */
  time: number;
  level: LogLevel;
  source: string;
  /** JSON without a line break, redacted. */
  raw: string;
}

/** The source of lines whose logger has no `source` binding. */
const DEFAULT_SOURCE = "server";
const LEVELS: readonly (readonly [number, LogLevel])[] = [
  [60, "fatal"],
  [50, "error"],
  [40, "warn"],
  [30, "info"],
  [20, "debug"],
];

/** A line from pino, without its line break and without secrets. */
export function redactedLine(written: string): string {
  const line = written.trimEnd();
  if (!needsRedaction(line)) return line;
  const parsed = objectOf(line);
  // Written anew even when nothing was found: a key that occurs twice hides its first value from the parser.
  return parsed ? JSON.stringify(redact(parsed)) : redactText(line);
}

/** Reads what filters need of a redacted line; undefined when it is no log line, as one that a crash has torn. */
export function lineOf(raw: string, cursor: number): LogLine | undefined {
  const fields = objectOf(raw);
  if (!fields || typeof fields.level !== "number" || typeof fields.time !== "number") return undefined;
  const { level, time, source } = fields;
  return { cursor, time, level: levelOf(level), source: typeof source === "string" ? source : DEFAULT_SOURCE, raw };
}

/** The entry that readers see. */
export function entryOf({ cursor, time, level, source, raw }: LogLine): LogEntry {
  const { level: _level, time: _time, source: _source, msg, runId, sessionKey, ...fields } = objectOf(raw) ?? {};
  return {
    cursor,
    time,
    level,
    source,
    msg: typeof msg === "string" ? msg : "",
    ...(typeof runId === "string" && { runId }),
    ...(typeof sessionKey === "string" && { sessionKey }),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

function levelOf(level: number): LogLevel {
  return LEVELS.find(([least]) => level >= least)?.[1] ?? "trace";
}

function objectOf(json: string): { [key: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
