import type { LogEntry, LogLevel } from "@/server/protocol/logs.ts";

/** Which lines are wanted; what is left out wants all. */
export interface LogFilter {
  /** Matches message, source, ids and fields; case is ignored. */
  text?: string;
  /** `text` is a regular expression. */
  regex?: boolean;
  levels?: readonly LogLevel[];
  sources?: readonly string[];
  sessionKey?: string;
  runId?: string;
  /** Milliseconds since 1970. */
  from?: number;
  to?: number;
}

/** A line as it is kept here; what its text search looks at is made once, when it is first looked for. */
export interface LogLine {
  readonly entry: LogEntry;
  text: string | undefined;
}

export interface LogMatcher {
  /** All lines match. */
  matchesAll: boolean;
  matches: (line: LogLine) => boolean;
  /** Why `text` is no regular expression: then nothing is asked of the text. */
  error: string | undefined;
}

/** More of a line no regular expression sees: one that backtracks stays affordable. */
const MAX_REGEX_TEXT = 4_000;

/** Decides line by line; the cheap questions come first. */
export function matcherOf(filter: LogFilter): LogMatcher {
  const { levels, sources, sessionKey, runId, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter;
  const { test, error } = textTest(filter);
  const wantedLevels = levels?.length ? new Set<string>(levels) : undefined;
  const wantedSources = sources?.length ? new Set(sources) : undefined;
  const bounded = filter.from !== undefined || filter.to !== undefined;
  return {
    matchesAll: !(wantedLevels || wantedSources || sessionKey || runId || bounded || test),
    error,
    matches: (line) => {
      const { entry } = line;
      if (entry.time < from || entry.time > to) return false;
      if (wantedLevels && !wantedLevels.has(entry.level)) return false;
      if (wantedSources && !wantedSources.has(entry.source)) return false;
      if (sessionKey && entry.sessionKey !== sessionKey) return false;
      if (runId && entry.runId !== runId) return false;
      return test ? test(line) : true;
    },
  };
}

function textTest({ text, regex }: LogFilter): { test?: (line: LogLine) => boolean; error: string | undefined } {
  if (!text) return { error: undefined };
  if (!regex) {
    const wanted = text.toLowerCase();
    return { test: (line) => lowerText(line).includes(wanted), error: undefined };
  }
  try {
    const pattern = new RegExp(text, "im");
    return { test: ({ entry }) => pattern.test(textOf(entry).slice(0, MAX_REGEX_TEXT)), error: undefined };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function lowerText(line: LogLine): string {
  line.text ??= textOf(line.entry).toLowerCase();
  return line.text;
}

/** The same text that the server's own search looks at. */
function textOf({ msg, source, runId, sessionKey, fields }: LogEntry): string {
  const rest = fields ? JSON.stringify(fields) : "";
  return [msg, source, runId, sessionKey, rest].filter(Boolean).join("\n");
}
