"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { ModelAuthProvider, ModelsAuthStatusResult } from "@/server/protocol/model-auth.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useGateways } from "./use-gateways.ts";

export interface ModelAuthView {
  /** False once the gateway has said that it does not tell of keys: nothing is asked then. */
  isOffered: boolean;
  /** Those that the gateway has something for, in its order. */
  providers: readonly ModelAuthProvider[];
  /** Ids of those that a key can be given for. */
  keyable: readonly string[];
  /** Why the gateway could not tell. */
  unavailable: string | undefined;
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_PARAMS = {};

/** Which providers of models the gateway in use is signed in with or has a key for, live. */
export function useModelAuth(): ModelAuthView {
  const { current } = useGateways();
  const isOffered = !current?.methods?.length || current.methods.includes("models.authStatus");
  const { data, isLoading, error, refresh } = useGatewayRpc("models.authStatus", isOffered ? NO_PARAMS : null);
  return { isOffered, ...partsOf(data), isLoading, error, refresh };
}

function partsOf(data: ModelsAuthStatusResult | undefined) {
  const { providers = [], providerCapabilities = [], unavailable } = data ?? {};
  const keyable = providerCapabilities.filter(({ apiKeySupported }) => apiKeySupported);
  return { providers, keyable: keyable.map(({ provider }) => provider), unavailable: unavailable?.message };
}
