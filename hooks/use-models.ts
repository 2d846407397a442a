"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { ModelChoice, ModelsListResult } from "@/server/protocol/system.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";

export interface ModelsView {
  models: readonly ModelChoice[];
  providerOutcomes: ModelsListResult["providerOutcomes"];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_MODELS: readonly ModelChoice[] = [];
const EVENTS = ["config."];

/** The models that can be chosen, all or those of one agent. */
export function useModels({ agentId, gateway }: { agentId?: string; gateway?: string } = {}): ModelsView {
  const { data, isLoading, error, refresh } = useGatewayRpc("models.list", agentId ? { agentId } : {}, {
    gateway,
    events: EVENTS,
  });
  return { models: data?.models ?? NO_MODELS, providerOutcomes: data?.providerOutcomes, isLoading, error, refresh };
}
