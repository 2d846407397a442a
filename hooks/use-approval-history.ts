"use client";

import { useMemo } from "react";
import type { ApprovalHistory, TerminalApproval } from "@/server/protocol/approvals.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { type FleetSource, useFleetSnapshot } from "./use-fleet-snapshot.ts";
import { useGateways } from "./use-gateways.ts";
import { useMay } from "./use-may.ts";

/** What became of a command, and the gateway that it waited on. */
export type PastApproval = TerminalApproval & { gateway: GatewayInfo };

export interface ApprovalHistoryView {
  /** Newest first, at most {@link HISTORY_LIMIT}. */
  decisions: readonly PastApproval[];
  sources: readonly FleetSource<ApprovalHistory>[];
  isLoading: boolean;
  refresh: () => Promise<unknown>;
}

/** Decisions that are asked of each gateway, and shown of all together: fewer of one could leave gaps. */
export const HISTORY_LIMIT = 100;
const NEWEST = { limit: HISTORY_LIMIT };

/** What was decided on any gateway, live; nothing for who may not decide. */
export function useApprovalHistory(): ApprovalHistoryView {
  const may = useMay("operator.approvals");
  const { gateways } = useGateways();
  const only = useMemo(() => gateways.map(({ id }) => id), [gateways]);
  const { sources, isLoading, refresh } = useFleetSnapshot("approval.history", may ? NEWEST : null, {
    only,
    reduce: rereadWhenResolved,
  });
  const decisions = useMemo(() => mergeHistory(sources), [sources]);
  return { decisions, sources, isLoading, refresh };
}

/** The newest decisions of all gateways, newest first. */
export function mergeHistory(
  sources: readonly Pick<FleetSource<ApprovalHistory>, "gateway" | "data">[],
): PastApproval[] {
  return sources
    .flatMap(({ gateway, data }) => (data?.items ?? []).map((item) => ({ ...item, gateway })))
    .sort((one, other) => other.resolvedAtMs - one.resolvedAtMs)
    .slice(0, HISTORY_LIMIT);
}

function rereadWhenResolved(data: ApprovalHistory, { event }: EventFrame): ApprovalHistory | "reread" {
  return event.endsWith(".approval.resolved") ? "reread" : data;
}
