"use client";

import { useMemo } from "react";
import type { LogsSearchResult } from "@/server/protocol/logs.ts";
import { payloadOf } from "./event-payload.ts";
import { finderOf } from "./logs/log-search.ts";
import { type FleetSnapshot, useFleetSnapshot } from "./use-fleet-snapshot.ts";

/** Lines that are kept of each gateway. */
const LINES = 150;

/** The newest lines of every gateway's log that have the words, live. `searched`: how many lines were looked at. */
export function useFleetLog(
  text: string,
  { regex = false }: { regex?: boolean } = {},
): FleetSnapshot<LogsSearchResult> & { searched: number } {
  const params = { limit: LINES, ...(text && { query: text, regex }) };
  const finds = useMemo(() => finderOf({ text, regex }), [text, regex]);
  const view = useFleetSnapshot("logs.search", params, {
    reduce: (before, frame) => {
      const entry = payloadOf(frame, "log_entry");
      if (!entry || entry.cursor <= (before.entries.at(-1)?.cursor ?? 0)) return before;
      if (!finds(entry)) return before;
      return { ...before, searched: before.searched + 1, entries: [...before.entries, entry].slice(-LINES) };
    },
  });
  return { ...view, searched: view.sources.reduce((sum, { data }) => sum + (data?.searched ?? 0), 0) };
}
