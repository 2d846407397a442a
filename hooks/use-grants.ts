"use client";

import { useCallback } from "react";
import type { StandingGrant } from "@/server/protocol/approvals.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import { useGatewayRpc, useGatewayRpcMutation } from "./use-gateway-rpc.ts";

export interface GrantsView {
  grants: readonly StandingGrant[] | undefined;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
  /** Takes one back. @throws RpcError */
  revoke: (grantId: string) => Promise<void>;
}

const NO_PARAMS = {};
/** A job that runs uses them. */
const EVENTS = ["cron"];

/** What scheduled jobs of the gateway may run by themselves because somebody said "always", live. */
export function useGrants(): GrantsView {
  const { data, error, refresh } = useGatewayRpc("exec.approval.grants.list", NO_PARAMS, { events: EVENTS });
  const { trigger } = useGatewayRpcMutation("exec.approval.grants.revoke");
  const revoke = useCallback(
    async (grantId: string) => {
      const { outcome } = await trigger({ grantId });
      await refresh();
      if (outcome === "not-found")
        throw new RpcError("NOT_FOUND", "It is not there any more: nothing is to be revoked.");
    },
    [trigger, refresh],
  );
  return { grants: data?.grants, error, refresh, revoke };
}
