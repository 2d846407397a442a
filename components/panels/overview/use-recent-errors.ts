import { useMemo } from "react";
import { payloadOf } from "@/hooks/event-payload.ts";
import { useAtRest } from "@/hooks/use-at-rest.ts";
import { type FleetSource, useFleetSnapshot } from "@/hooks/use-fleet-snapshot.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { LogEntry, LogLevel, LogsSearchResult } from "@/server/protocol/logs.ts";

const LEVELS: LogLevel[] = ["error", "fatal"];
const SHOWN = 6;
const PARAMS = { levels: LEVELS, limit: SHOWN };

export interface OriginalEntry {
  gateway: GatewayInfo;
  entry: LogEntry;
}

/**
 * The newest errors in the logs of the gateways in scope, the newest first; each new one is added as it happens. They
 * are read once the page has had the time to show what stands above them.
 */
export function useRecentErrors(): {
  entries: readonly OriginalEntry[];
  sources: readonly FleetSource<LogsSearchResult>[];
  isLoading: boolean;
} {
  const isAtRest = useAtRest();
  const { sources, isLoading } = useFleetSnapshot("logs.search", isAtRest ? PARAMS : null, {
    reduce: (before, frame) => {
      const entry = payloadOf(frame, "log_entry");
      if (!entry || !LEVELS.includes(entry.level) || before.entries.some(({ cursor }) => cursor === entry.cursor)) {
        return before;
      }
      return { ...before, entries: [...before.entries, entry].slice(-SHOWN) };
    },
  });
  const entries = useMemo(
    () =>
      sources
        .flatMap(({ gateway, data }) => data?.entries.map((entry) => ({ gateway, entry })) ?? [])
        .sort((a, b) => b.entry.time - a.entry.time)
        .slice(0, SHOWN),
    [sources],
  );
  return { entries, sources, isLoading: isLoading || !isAtRest };
}
