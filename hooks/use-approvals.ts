"use client";

import { useCallback, useMemo } from "react";
import type { Approval, ApprovalDecision } from "@/server/protocol/approvals.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { type MergedSource, mergeSources } from "./fleet/merged-sources.ts";
import { useGateway } from "./gateway-provider.tsx";
import { approvalsAfter } from "./reducers/approvals.ts";
import { useFleetSnapshot } from "./use-fleet-snapshot.ts";
import { useGateways } from "./use-gateways.ts";
import { useMay } from "./use-may.ts";
import { useUnexpired } from "./use-unexpired.ts";

/** What waits for a decision, and the gateway that it waits on. */
export type WaitingApproval = Approval & { gateway: GatewayInfo };

export interface ApprovalsView {
  /** Of every kind, what expires first foremost; expired ones are gone. */
  waiting: readonly WaitingApproval[];
  /** One a gateway, for all kinds that it has. */
  sources: readonly MergedSource[];
  isLoading: boolean;
  refresh: () => Promise<unknown>;
}

const NO_PARAMS = {};
const COMMANDS = approvalsAfter("exec.approval");
const PLUGINS = approvalsAfter("plugin.approval");
const CHANGES = approvalsAfter("openclaw.approval");

/** What waits on any gateway, live; nothing for who may not decide. A kind that a gateway lacks is not asked for there. */
export function useApprovals(): ApprovalsView {
  const params = useMay("operator.approvals") ? NO_PARAMS : null;
  const { gateways } = useGateways();
  const only = useMemo(() => gateways.map(({ id }) => id), [gateways]);
  const commands = useFleetSnapshot("exec.approval.list", params, { only, reduce: COMMANDS });
  const plugins = useFleetSnapshot("plugin.approval.list", params, { only, reduce: PLUGINS });
  const changes = useFleetSnapshot("openclaw.approval.list", params, { only, reduce: CHANGES });
  const waiting = useUnexpired(
    useMemo(
      (): WaitingApproval[] => [
        ...commands.sources.flatMap(({ gateway, data = [] }) =>
          data.map((each) => ({ ...each, kind: "exec" as const, gateway })),
        ),
        ...plugins.sources.flatMap(({ gateway, data = [] }) =>
          data.map((each) => ({ ...each, kind: "plugin" as const, gateway })),
        ),
        ...changes.sources.flatMap(({ gateway, data = [] }) =>
          data.map((each) => ({ ...each, kind: "system-agent" as const, gateway })),
        ),
      ],
      [commands.sources, plugins.sources, changes.sources],
    ),
  );
  const sources = useMemo(
    () => mergeSources([commands.sources, plugins.sources, changes.sources]),
    [commands.sources, plugins.sources, changes.sources],
  );
  const kinds = [commands, plugins, changes];
  return {
    waiting,
    sources,
    isLoading: kinds.some(({ isLoading }) => isLoading),
    refresh: () => Promise.all(kinds.map(({ refresh }) => refresh())),
  };
}

/** Decides where it waits, by the method of its kind. @throws RpcError */
export function useDecide(): (
  approval: Pick<WaitingApproval, "id" | "kind" | "gateway">,
  decision: ApprovalDecision,
) => Promise<unknown> {
  const { sendReq } = useGateway();
  return useCallback(
    async ({ id, kind, gateway: { id: gateway } }, decision) => {
      switch (kind) {
        case "exec":
          return sendReq("exec.approval.resolve", { id, decision }, { gateway });
        case "plugin":
          return sendReq("plugin.approval.resolve", { id, decision }, { gateway });
        case "system-agent": {
          const { applied } = await sendReq("approval.resolve", { id, kind, decision }, { gateway });
          if (!applied) throw new RpcError("CONFLICT", "It does not wait any more: somebody decided, or it expired.");
        }
      }
    },
    [sendReq],
  );
}
