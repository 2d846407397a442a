import { finderOf, type LogWords } from "@/hooks/logs/log-search.ts";
import type { LogEntry, LogLevel } from "@/server/protocol/logs.ts";

/** From the least to the most urgent. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const satisfies LogLevel[];

/** What someone wants to see of the log. */
export interface LogQuery extends LogWords {
  /** None named means all. */
  levels: readonly LogLevel[];
  /** None named means all. */
  sources: readonly string[];
  sessionKey: string | undefined;
  runId: string | undefined;
  range: TimeRange;
}

/** Milliseconds since 1970; a `last` range moves on with the clock. */
export type TimeRange =
  | { kind: "all" }
  | { kind: "last"; ms: number }
  | { kind: "between"; from: number | undefined; to: number | undefined };

export const EVERY_LINE: LogQuery = {
  text: "",
  regex: false,
  levels: [],
  sources: [],
  sessionKey: undefined,
  runId: undefined,
  range: { kind: "all" },
};

/**
 * Whether a line is wanted as far as session, run, a fixed range of time and text go. Levels and sources are left to
 * the counts, which show what each of them would add. An invalid text counts as none.
 */
export function matcherOf(query: LogQuery): (entry: LogEntry) => boolean {
  const { sessionKey, runId, range } = query;
  const finds = finderOf(query);
  const from = range.kind === "between" ? (range.from ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
  const to = range.kind === "between" ? (range.to ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return (entry) => {
    if (entry.time < from || entry.time > to) return false;
    if (sessionKey !== undefined && entry.sessionKey !== sessionKey) return false;
    if (runId !== undefined && entry.runId !== runId) return false;
    return finds(entry);
  };
}

/** Whether the query leaves any line out. */
export function isFiltering({ text, levels, sources, sessionKey, runId, range }: LogQuery): boolean {
  return Boolean(
    text || levels.length || sources.length || sessionKey !== undefined || runId !== undefined || range.kind !== "all",
  );
}
