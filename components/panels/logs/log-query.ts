import type { LogEntry, LogLevel } from "@/server/protocol/logs.ts";
import { searchTextOf } from "./log-text.ts";

/** From the least to the most urgent. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const satisfies LogLevel[];

/** What someone wants to see of the log. */
export interface LogQuery {
  /** Plain text, or a regular expression; case is ignored. Empty finds everything. */
  text: string;
  regex: boolean;
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

/** The text of a query, ready to test lines with; or what is wrong with it, in words for the person who typed it. */
export type TextPattern = { ok: true; pattern: RegExp | undefined } | { ok: false; message: string };

/** @returns a pattern with the flags `gim`, undefined in it when the text is empty */
export function textPatternOf({ text, regex }: Pick<LogQuery, "text" | "regex">): TextPattern {
  if (!text) return { ok: true, pattern: undefined };
  if (!regex) return { ok: true, pattern: new RegExp(escaped(text), "gim") };
  if (repeatsWithinRepeat(text)) {
    return { ok: false, message: "A repeat within a repeated group, as in (a+)+, can take for ever. Repeat once." };
  }
  try {
    return { ok: true, pattern: new RegExp(text, "gim") };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Whether a line is wanted as far as session, run, a fixed range of time and text go. Levels and sources are left to
 * the counts, which show what each of them would add. An invalid text counts as none.
 */
export function matcherOf(query: LogQuery): (entry: LogEntry) => boolean {
  const { sessionKey, runId, range } = query;
  const parsed = textPatternOf(query);
  const pattern = parsed.ok ? parsed.pattern : undefined;
  const from = range.kind === "between" ? (range.from ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
  const to = range.kind === "between" ? (range.to ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return (entry) => {
    if (entry.time < from || entry.time > to) return false;
    if (sessionKey !== undefined && entry.sessionKey !== sessionKey) return false;
    if (runId !== undefined && entry.runId !== runId) return false;
    return pattern === undefined || finds(pattern, searchTextOf(entry));
  };
}

/** Whether the query leaves any line out. */
export function isFiltering({ text, levels, sources, sessionKey, runId, range }: LogQuery): boolean {
  return Boolean(
    text || levels.length || sources.length || sessionKey !== undefined || runId !== undefined || range.kind !== "all",
  );
}

function finds(pattern: RegExp, text: string): boolean {
  // A global pattern goes on where it last stopped.
  pattern.lastIndex = 0;
  return pattern.test(text);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** Nothing can interrupt a regular expression in a page: those that may not end are refused before they run. */
function repeatsWithinRepeat(source: string): boolean {
  const plain = source.replace(/\\./gs, "_").replace(/\[[^\]]*\]/g, "_");
  const unbounded = String.raw`(?:[*+]|\{\d+,\})`;
  let rest = plain;
  // Groups are folded from the inside out, each into a mark that says whether it repeats.
  for (;;) {
    const group = /\((?:\?(?:[:=!]|<[=!]|<\w+>))?([^()]*)\)/.exec(rest);
    if (!group) return false;
    const repeats = new RegExp(unbounded).test(group[1] ?? "");
    const after = rest.slice(group.index + group[0].length);
    if (repeats && new RegExp(`^${unbounded}`).test(after)) return true;
    rest = `${rest.slice(0, group.index)}${repeats ? "_+_" : "_"}${after}`;
  }
}
