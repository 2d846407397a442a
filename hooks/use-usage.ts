"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { UsageCostResult } from "@/server/protocol/methods.ts";
import { payloadOf } from "./event-payload.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface UsageFilter {
  /** Today and the days before it. Default 30. */
  days?: number;
  agentId?: string;
  sessionKey?: string;
  gateway?: string;
}

export interface UsageView {
  usage: UsageCostResult | undefined;
  isLoading: boolean;
  isValidating: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** Tokens and cost by day, read again when a run ends. */
export function useUsage({ days = 30, agentId, sessionKey, gateway }: UsageFilter = {}): UsageView {
  const params = { days, ...(agentId && { agentId }), ...(sessionKey && { sessionKey }) };
  const { data, ...view } = useSnapshot("usage.cost", params, {
    gateway,
    reduce: (before, frame) => {
      const event = payloadOf(frame, "agent");
      const ended = event?.stream === "lifecycle" && event.data.phase !== "start";
      return ended ? "reread" : before;
    },
  });
  return { usage: data, ...view };
}
