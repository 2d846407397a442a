"use client";

import { useCallback, useMemo } from "react";
import type { ApprovalDecision, ExecApproval } from "@/server/protocol/approvals.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { useGateway } from "./gateway-provider.tsx";
import { reduceApprovals } from "./reducers/approvals.ts";
import { type FleetSource, useFleetSnapshot } from "./use-fleet-snapshot.ts";
import { useGateways } from "./use-gateways.ts";
import { useMay } from "./use-may.ts";
import { useUnexpired } from "./use-unexpired.ts";

/** A command that waits, and the gateway that it waits on. */
export interface WaitingApproval extends ExecApproval {
  gateway: GatewayInfo;
}

export interface ApprovalsView {
  /** What expires first stands first; expired ones are gone. */
  waiting: readonly WaitingApproval[];
  sources: readonly FleetSource<ExecApproval[]>[];
  isLoading: boolean;
  refresh: () => Promise<unknown>;
}

const NO_PARAMS = {};

/** The commands that wait on any gateway, live; none for who may not decide. */
export function useApprovals(): ApprovalsView {
  const may = useMay("operator.approvals");
  const { gateways } = useGateways();
  const only = useMemo(() => gateways.map(({ id }) => id), [gateways]);
  const { sources, isLoading, refresh } = useFleetSnapshot("exec.approval.list", may ? NO_PARAMS : null, {
    only,
    reduce: reduceApprovals,
  });
  const waiting = useUnexpired(
    useMemo(
      () => sources.flatMap(({ gateway, data }) => (data ?? []).map((approval) => ({ ...approval, gateway }))),
      [sources],
    ),
  );
  return { waiting, sources, isLoading, refresh };
}

/** Decides a command where it waits. @throws RpcError */
export function useDecide(): (
  approval: Pick<WaitingApproval, "id" | "gateway">,
  decision: ApprovalDecision,
) => Promise<unknown> {
  const { sendReq } = useGateway();
  return useCallback(
    ({ id, gateway }, decision) => sendReq("exec.approval.resolve", { id, decision }, { gateway: gateway.id }),
    [sendReq],
  );
}
