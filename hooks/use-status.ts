"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { ActiveRun, HealthResult, StatusResult } from "@/server/protocol/system.ts";
import { payloadOf } from "./event-payload.ts";
import { reduceRuns } from "./reducers/status.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface StatusView {
  status: StatusResult | undefined;
  /** What runs now, kept current by the runs' own events. */
  activeRuns: readonly ActiveRun[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_RUNS: readonly ActiveRun[] = [];
const NO_PARAMS = {};

/** The gateway's state, and its runs live; nothing is read until it is `wanted`. */
export function useStatus({ gateway, wanted = true }: { gateway?: string; wanted?: boolean } = {}): StatusView {
  const { data, isLoading, error, refresh } = useSnapshot("status", wanted ? NO_PARAMS : null, {
    gateway,
    reduce: (before, frame) => {
      const event = payloadOf(frame, "agent") ?? payloadOf(frame, "chat");
      return event ? reduceRuns(before, event) : before;
    },
  });
  return { status: data, activeRuns: data?.runs.active ?? NO_RUNS, isLoading, error, refresh };
}

/** How the gateway does; each `health` event is the whole of it. */
export function useHealth({ gateway }: { gateway?: string } = {}): HealthResult | undefined {
  const { data } = useSnapshot("health", NO_PARAMS, {
    gateway,
    reduce: (before, frame) => payloadOf(frame, "health") ?? before,
  });
  return data;
}
