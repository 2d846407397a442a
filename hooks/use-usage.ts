"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { UsageCostResult } from "@/server/protocol/usage.ts";
import { isRunEnd } from "./run-ended.ts";
import { useCounted } from "./use-counted.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface UsageFilter {
  /** Today and the days before it. Default 30. */
  days?: number;
  /** Instead of `days`: `YYYY-MM-DD`, both included. */
  dates?: { startDate: string; endDate: string };
  agentId?: string;
  sessionKey?: string;
  gateway?: string;
  /** False reads nothing. Default true. */
  isWanted?: boolean;
}

export interface UsageView {
  usage: UsageCostResult | undefined;
  isLoading: boolean;
  isValidating: boolean;
  /** The gateway says that something is missing yet; it is read again by itself. */
  isCounting: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** Tokens and cost by day, of all agents unless one is named; read again when a run ends. */
export function useUsage(filter: UsageFilter = {}): UsageView {
  const { days = 30, dates, agentId, sessionKey, gateway, isWanted = true } = filter;
  const params = {
    ...(dates ?? { days }),
    mode: "gateway" as const,
    ...(agentId ? { agentId } : { agentScope: "all" as const }),
    ...(sessionKey && { sessionKey }),
  };
  const { data, ...view } = useSnapshot("usage.cost", isWanted ? params : null, {
    gateway,
    reduce: (before, frame) => (isRunEnd(frame) ? "reread" : before),
  });
  const isCounting = useCounted(data, view.refresh);
  return { usage: data, isCounting, ...view };
}
