"use client";

import type { Circle } from "@/server/protocol/circles.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useGateways } from "./use-gateways.ts";

export interface CirclesView {
  circles: readonly Circle[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NONE: readonly Circle[] = [];
const NO_PARAMS = {};

/** The gateway's circles, read again when one changes or an agent goes. Not asked of a gateway that has none. */
export function useCircles(): CirclesView {
  const fleet = useGateways();
  const has = fleet.current && (fleet.current.methods?.includes("circles.list") ?? true);
  const { data, isLoading, error, refresh } = useGatewayRpc("circles.list", has ? NO_PARAMS : null, {
    events: ["agents.changed"],
  });
  return {
    circles: data?.circles ?? NONE,
    isLoading: isLoading || fleet.isLoading,
    error: error ?? (fleet.current ? undefined : fleet.error),
    refresh,
  };
}
