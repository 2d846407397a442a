import { useSessions } from "@/hooks/use-sessions.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";

/**
 * A session's row out of the list that the frame reads anyway: rows of runs ask nothing of their own, however many run.
 * Undefined while the list loads, and for one that is not among the newest.
 */
export function useListedSession(key: string): SessionRow | undefined {
  return useSessions().rows.find((row) => row.key === key);
}
