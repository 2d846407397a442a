"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { useGatewayId } from "./gateway-provider.tsx";
import { useSnapshot } from "./use-snapshot.ts";

export interface GatewaysView {
  gateways: readonly GatewayInfo[];
  defaultId: string | undefined;
  /** The one that hooks here ask. */
  current: GatewayInfo | undefined;
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_GATEWAYS: readonly GatewayInfo[] = [];
const NO_PARAMS = {};

/** The fleet: every gateway that the caller may use, with its state. */
export function useGateways(): GatewaysView {
  const scope = useGatewayId();
  const { data, isLoading, error, refresh } = useSnapshot("gateways.list", NO_PARAMS, {
    everyGateway: true,
    reduce: (before, { event }) => (event === "gateways.changed" ? "reread" : before),
  });
  const gateways = data?.gateways ?? NO_GATEWAYS;
  const wanted = scope ?? data?.defaultId;
  const current = gateways.find(({ id }) => id === wanted);
  return { gateways, defaultId: data?.defaultId, current, isLoading, error, refresh };
}
