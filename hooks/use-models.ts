"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { ModelChoice, ModelsListResult } from "@/server/protocol/methods.ts";

export interface ModelsView {
  models: readonly ModelChoice[];
  providerOutcomes: ModelsListResult["providerOutcomes"];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** The models that can be chosen, all or those of one agent. */
export declare function useModels(options?: { agentId?: string; gateway?: string }): ModelsView;
