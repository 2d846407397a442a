import type { LogEntry } from "@/server/protocol/logs.ts";
import { fieldsTextOf } from "./log-text.ts";

/** `jsonl`: one JSON object a line, as programs read it. `log`: one plain line each, as people do. */
export type LogFormat = "jsonl" | "log";

export const LOG_MIME: Record<LogFormat, string> = {
  jsonl: "application/x-ndjson",
  log: "text/plain;charset=utf-8",
};

/** Lines written before a string is cut off: one string of a hundred thousand lines would stop the page. */
const CHUNK_LINES = 2_000;

/** The lines as a file's content, in pieces. Every line ends with a line break. */
export function* exportLines(entries: readonly LogEntry[], format: LogFormat): Generator<string> {
  const write = WRITERS[format];
  for (let start = 0; start < entries.length; start += CHUNK_LINES) {
    yield entries
      .slice(start, start + CHUNK_LINES)
      .map((entry) => `${write(entry)}\n`)
      .join("");
  }
}

/** `mission-control-2026-05-20T12-00-00.jsonl`: sorts by time and is a name on every system. */
export function exportName(now: number, format: LogFormat): string {
  return `mission-control-${new Date(now).toISOString().slice(0, 19).replaceAll(":", "-")}.${format}`;
}

/** A line as it leaves here: its time readable by people and programs, without the place it had in this log. */
export function exportedLine({ cursor: _cursor, time, ...rest }: LogEntry) {
  return { time: new Date(time).toISOString(), ...rest };
}

const WRITERS: Record<LogFormat, (entry: LogEntry) => string> = {
  jsonl: (entry) => JSON.stringify(exportedLine(entry)),
  log: (entry) => {
    const { time, level, source, msg, runId, sessionKey } = entry;
    const refs = [runId && `run=${runId}`, sessionKey && `session=${sessionKey}`, fieldsTextOf(entry)];
    return [
      new Date(time).toISOString(),
      level.toUpperCase().padEnd(5),
      `[${source}]`,
      msg.replaceAll("\n", "\\n"),
      ...refs,
    ]
      .filter(Boolean)
      .join(" ");
  },
};
