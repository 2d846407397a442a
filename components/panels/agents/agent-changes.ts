import type { AgentSummary } from "@/server/protocol/agents.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";

type Changes = Omit<ParamsOf<"agents.update">, "agentId">;

/** What of an agent was changed, to be sent; undefined when nothing was. An empty emoji takes it away, no model is the default one. */
export function changesOf(
  agent: AgentSummary,
  wanted: { name: string; emoji: string; model: string | null },
): Changes | undefined {
  const name = wanted.name.trim();
  const emoji = wanted.emoji.trim();
  const changes: Changes = {
    ...(name !== agent.name && { name }),
    ...(emoji !== (agent.identity?.emoji ?? "") && { emoji }),
    ...(wanted.model !== agent.model.primary && { model: wanted.model }),
  };
  return Object.keys(changes).length > 0 ? changes : undefined;
}
