"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { AgentSummary } from "@/server/protocol/methods.ts";

export interface AgentsView {
  agents: readonly AgentSummary[];
  defaultId: string | undefined;
  /** Looks one up by its id. */
  byId: (id: string) => AgentSummary | undefined;
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** The gateway's agents, read again when one changes. */
export declare function useAgents(options?: { gateway?: string }): AgentsView;
