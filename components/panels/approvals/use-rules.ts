import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpc, useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { ExecApprovalsFile, ExecApprovalsSnapshot } from "@/server/protocol/approvals.ts";
import type { RpcError } from "@/server/protocol/errors.ts";

const NO_PARAMS = {};
const EVENTS = ["exec.approval.resolved"];

export type AgentRules = NonNullable<ExecApprovalsFile["agents"]>[string];

export interface RulesView {
  snapshot: ExecApprovalsSnapshot | undefined;
  error: RpcError | undefined;
  isSaving: boolean;
  refresh: () => Promise<unknown>;
  /** Changes one agent's rules; what goes wrong is said in a corner, and the rules are read again. */
  save: (agentId: string, rules: AgentRules) => Promise<void>;
}

/** The gateway's rules for commands. "Always" adds to them, so decisions make them be read again. */
export function useRules(wanted: boolean): RulesView {
  const { data, error, refresh } = useGatewayRpc("exec.approvals.get", wanted ? NO_PARAMS : null, { events: EVENTS });
  const { trigger, isMutating } = useGatewayRpcMutation("exec.approvals.set");

  async function save(agentId: string, rules: AgentRules): Promise<void> {
    if (!data) return;
    const file = { ...data.file, agents: { ...data.file.agents, [agentId]: rules } };
    try {
      await trigger(asParams({ file, baseHash: data.hash }));
    } catch (caught) {
      const detail = caught instanceof Error ? caught.message : String(caught);
      void toast("The rules were not changed", { tone: "bad", detail });
    }
    await refresh();
  }

  return { snapshot: data, error, isSaving: isMutating, refresh, save };
}

/** A gateway takes back what it gave; only the fields that are changed here are ours. */
function asParams(params: { file: ExecApprovalsFile; baseHash: string }) {
  return params as Parameters<ReturnType<typeof useGatewayRpcMutation<"exec.approvals.set">>["trigger"]>[0];
}
