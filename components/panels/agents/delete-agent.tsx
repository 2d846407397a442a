import { useId, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { toast } from "@/components/ui/toast.ts";
import { Checkbox } from "@/components/ui/toggles.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { AgentSummary } from "@/server/protocol/agents.ts";

/** Asks, then deletes an agent; with its files only when that is wanted. */
export default function DeleteAgent(props: {
  agent: AgentSummary;
  onDeleting: (agent: AgentSummary | undefined) => void;
  onClose: () => void;
}) {
  const { agent, onDeleting, onClose } = props;
  const { trigger } = useGatewayRpcMutation("agents.delete");
  const filesId = useId();
  const [deleteFiles, setDeleteFiles] = useState(false);

  async function remove() {
    onDeleting(agent);
    try {
      await trigger({ agentId: agent.id, deleteFiles });
    } catch (error) {
      onDeleting(undefined);
      throw error;
    }
    toast(`${agent.name} was deleted`, { tone: "good" });
    navigate("/agents");
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${agent.name}?`}
      action="Delete agent"
      onConfirm={remove}
    >
      <p>Its runs are stopped. Its sessions stay readable, but nobody answers in them any more.</p>
      <div className="flex items-start gap-2">
        <Checkbox
          id={filesId}
          className="mt-0.5"
          checked={deleteFiles}
          onCheckedChange={(checked) => setDeleteFiles(checked === true)}
        />
        <label htmlFor={filesId}>
          Also delete its files in <code className="break-all font-mono text-xs">{agent.workspace}</code>
        </label>
      </div>
    </ConfirmDialog>
  );
}
