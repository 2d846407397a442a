"use client";

import { useMemo } from "react";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { ActiveRun, StatusResult } from "@/server/protocol/system.ts";
import { payloadOf } from "./event-payload.ts";
import { reduceRuns } from "./reducers/status.ts";
import { type FleetSource, useFleetSnapshot } from "./use-fleet-snapshot.ts";

const NO_PARAMS = {};

export interface FleetRuns {
  runs: readonly { gateway: GatewayInfo; run: ActiveRun }[];
  sources: readonly FleetSource<StatusResult>[];
  isLoading: boolean;
}

/** What runs now on the gateways in scope, the longest first, kept current by the runs' own events. */
export function useFleetRuns(): FleetRuns {
  const { sources, isLoading } = useFleetSnapshot("status", NO_PARAMS, {
    reduce: (before, frame) => {
      const event = payloadOf(frame, "agent") ?? payloadOf(frame, "chat");
      return event ? reduceRuns(before, event) : before;
    },
  });
  const runs = useMemo(
    () =>
      sources
        .flatMap(({ gateway, data }) => data?.runs.active.map((run) => ({ gateway, run })) ?? [])
        .sort((a, b) => a.run.startedAt - b.run.startedAt),
    [sources],
  );
  return { runs, sources, isLoading };
}
