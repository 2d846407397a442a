"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { Binding } from "@/server/protocol/routing.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useHasMethod } from "./use-has-method.ts";

export interface BindingsView {
  /** The gateway has bindings; else its configuration alone says who answers whom. */
  isOffered: boolean;
  /** In the order in which they are asked. */
  bindings: readonly Binding[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_PARAMS = {};
const NONE: readonly Binding[] = [];
/** An agent that is deleted takes its bindings with it. */
const EVENTS = ["agents."];

/** Which agents answer whom, live. */
export function useBindings(): BindingsView {
  const isOffered = useHasMethod("bindings.list");
  const { data, isLoading, error, refresh } = useGatewayRpc("bindings.list", isOffered ? NO_PARAMS : null, {
    events: EVENTS,
  });
  return { isOffered, bindings: data?.bindings ?? NONE, isLoading, error, refresh };
}
