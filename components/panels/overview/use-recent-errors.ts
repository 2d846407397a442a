import { payloadOf } from "@/hooks/event-payload.ts";
import { useSnapshot } from "@/hooks/use-snapshot.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import type { LogEntry, LogLevel } from "@/server/protocol/methods.ts";

const LEVELS: LogLevel[] = ["error", "fatal"];
const SHOWN = 6;
const PARAMS = { levels: LEVELS, limit: SHOWN };

/** The log's newest errors, the newest first; each new one is added as it happens. */
export function useRecentErrors(): {
  entries: readonly LogEntry[];
  isLoading: boolean;
  error: RpcError | undefined;
} {
  const { data, isLoading, error } = useSnapshot("logs.search", PARAMS, {
    reduce: (before, frame) => {
      const entry = payloadOf(frame, "log_entry");
      if (!entry || !LEVELS.includes(entry.level)) return before;
      return { ...before, entries: [...before.entries, entry].slice(-SHOWN) };
    },
  });
  return { entries: data?.entries.toReversed() ?? [], isLoading, error };
}
