"use client";

import { useCallback } from "react";
import type { RpcError } from "@/server/protocol/errors.ts";
import type { ActiveRun, HealthResult, StatusResult } from "@/server/protocol/methods.ts";
import { payloadOf } from "./event-payload.ts";
import { reduceRuns } from "./reducers/status.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface StatusView {
  status: StatusResult | undefined;
  health: HealthResult | undefined;
  /** What runs now, kept current by the runs' own events. */
  activeRuns: readonly ActiveRun[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_RUNS: readonly ActiveRun[] = [];
const NO_PARAMS = {};

/** The gateway's state and health, and its runs live. */
export function useStatus({ gateway }: { gateway?: string } = {}): StatusView {
  const status = useSnapshot("status", NO_PARAMS, {
    gateway,
    reduce: (before, frame) => {
      const event = payloadOf(frame, "agent") ?? payloadOf(frame, "chat");
      return event ? reduceRuns(before, event) : before;
    },
  });
  const health = useSnapshot("health", NO_PARAMS, {
    gateway,
    reduce: (before, frame) => payloadOf(frame, "health") ?? before,
  });
  const { refresh: refreshStatus } = status;
  const { refresh: refreshHealth } = health;
  const refresh = useCallback(() => Promise.all([refreshStatus(), refreshHealth()]), [refreshStatus, refreshHealth]);
  return {
    status: status.data,
    health: health.data,
    activeRuns: status.data?.runs.active ?? NO_RUNS,
    isLoading: status.isLoading || health.isLoading,
    error: status.error ?? health.error,
    refresh,
  };
}
