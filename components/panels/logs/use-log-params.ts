"use client";

import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { useCallback, useMemo } from "react";
import { LOG_LEVELS, type LogQuery, type TimeRange } from "./log-query.ts";

/** Ranges that end now, by their name in the address. */
export const LAST_RANGES = {
  "5m": { label: "Last 5 minutes", ms: 300_000 },
  "15m": { label: "Last 15 minutes", ms: 900_000 },
  "1h": { label: "Last hour", ms: 3_600_000 },
  "6h": { label: "Last 6 hours", ms: 21_600_000 },
  "24h": { label: "Last 24 hours", ms: 86_400_000 },
} as const;

export type LastRange = keyof typeof LAST_RANGES;

const LAST_NAMES = Object.keys(LAST_RANGES) as LastRange[];

const PARSERS = {
  q: parseAsString.withDefault(""),
  regex: parseAsBoolean.withDefault(false),
  level: parseAsArrayOf(parseAsStringLiteral(LOG_LEVELS)).withDefault([]),
  source: parseAsArrayOf(parseAsString).withDefault([]),
  session: parseAsString,
  run: parseAsString,
  last: parseAsStringLiteral(LAST_NAMES),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  wrap: parseAsBoolean.withDefault(false),
  /** Cursor of the line that is opened. */
  line: parseAsInteger,
  /** Cursor of the line whose neighbours are shown, whatever the filter. */
  around: parseAsInteger,
};

/** What the address says about the log panel, and how to change it; the browser's history gets no entry for it. */
export function useLogParams() {
  const [params, set] = useQueryStates(PARSERS, { history: "replace" });
  const { q, regex, level, source, session, run, last, from, to } = params;
  const fromMs = from?.getTime();
  const toMs = to?.getTime();
  const query = useMemo<LogQuery>(
    () => ({
      text: q,
      regex,
      levels: level,
      sources: source,
      sessionKey: session ?? undefined,
      runId: run ?? undefined,
      range: rangeOf(last, fromMs, toMs),
    }),
    [q, regex, level, source, session, run, last, fromMs, toMs],
  );
  const clear = useCallback(
    () =>
      set({
        q: null,
        regex: null,
        level: null,
        source: null,
        session: null,
        run: null,
        last: null,
        from: null,
        to: null,
      }),
    [set],
  );
  return useMemo(() => ({ params, query, set, clear }), [params, query, set, clear]);
}

export type LogParams = ReturnType<typeof useLogParams>;

function rangeOf(last: LastRange | null, from: number | undefined, to: number | undefined): TimeRange {
  if (last) return { kind: "last", ms: LAST_RANGES[last].ms };
  return from === undefined && to === undefined ? { kind: "all" } : { kind: "between", from, to };
}
