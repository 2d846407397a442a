"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { Circle } from "@/server/protocol/methods.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";

export interface CirclesView {
  circles: readonly Circle[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NONE: readonly Circle[] = [];
const NO_PARAMS = {};

/** The gateway's circles, read again when one changes or an agent goes. */
export function useCircles(): CirclesView {
  const { data, isLoading, error, refresh } = useGatewayRpc("circles.list", NO_PARAMS, { events: ["agents.changed"] });
  return { circles: data?.circles ?? NONE, isLoading, error, refresh };
}
