"use client";

import { useMemo } from "react";
import type { UsageCostResult } from "@/server/protocol/usage.ts";
import { isRunEnd } from "./run-ended.ts";
import { useCounted } from "./use-counted.ts";
import { type FleetSource, useFleetSnapshot } from "./use-fleet-snapshot.ts";

export interface FleetUsage {
  /** What each gateway that answers has used, by day. */
  usages: readonly UsageCostResult[];
  sources: readonly FleetSource<UsageCostResult>[];
  isLoading: boolean;
  /** One of them says that something is missing yet; all are read again by themselves. */
  isCounting: boolean;
}

/** Tokens and cost by day of the gateways in scope, each of its own; read again when a run ends. */
export function useFleetUsage({ days }: { days: number }): FleetUsage {
  const { sources, isLoading, refresh } = useFleetSnapshot(
    "usage.cost",
    { days, mode: "gateway", agentScope: "all" },
    { reduce: (before, frame) => (isRunEnd(frame) ? "reread" : before) },
  );
  const usages = useMemo(() => sources.flatMap(({ data }) => data ?? []), [sources]);
  const behind = usages.find(({ cacheStatus }) => cacheStatus && cacheStatus.status !== "fresh");
  const isCounting = useCounted(behind ?? usages[0], refresh);
  return { usages, sources, isLoading, isCounting };
}
