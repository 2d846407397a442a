"use client";

import { useCallback, useMemo } from "react";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";

export interface AgentsView {
  agents: readonly AgentSummary[];
  defaultId: string | undefined;
  /** Looks one up by its id. */
  byId: (id: string) => AgentSummary | undefined;
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_AGENTS: readonly AgentSummary[] = [];
const NO_PARAMS = {};

/** The gateway's agents, read again when one changes. */
export function useAgents(options: { gateway?: string } = {}): AgentsView {
  const { data, isLoading, error, refresh } = useGatewayRpc("agents.list", NO_PARAMS, options);
  const agents = data?.agents ?? NO_AGENTS;
  const index = useMemo(() => new Map(agents.map((agent) => [agent.id, agent])), [agents]);
  const byId = useCallback((id: string) => index.get(id), [index]);
  return { agents, defaultId: data?.defaultId, byId, isLoading, error, refresh };
}
