"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { SessionsUsageResult } from "@/server/protocol/usage.ts";
import { isRunEnd } from "./run-ended.ts";
import { useCounted } from "./use-counted.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface SessionsUsageView {
  usage: SessionsUsageResult | undefined;
  isLoading: boolean;
  /** What is shown is of another time, or older: it is being read. */
  isValidating: boolean;
  /** The gateway says that something is missing yet; it is read again by itself. */
  isCounting: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** Sessions that are listed at most: those that took most. */
const MOST_SESSIONS = 200;

/** What was spent on which model, by which agent, in which session; days as `YYYY-MM-DD`, both included. */
export function useSessionsUsage({ startDate, endDate }: { startDate: string; endDate: string }): SessionsUsageView {
  const params = { startDate, endDate, mode: "gateway", agentScope: "all", limit: MOST_SESSIONS } as const;
  const { data, ...view } = useSnapshot("sessions.usage", params, {
    reduce: (before, frame) => (isRunEnd(frame) ? "reread" : before),
  });
  const isCounting = useCounted(data, view.refresh);
  return { usage: data, isCounting, ...view };
}
