import { folderHref } from "@/components/files/folder-route.ts";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";

/** Asks, then deletes a file. */
export function DeleteEntry({ agentId, path, onClose }: { agentId: string; path: string; onClose: () => void }) {
  const { trigger } = useGatewayRpcMutation("workspace.delete");

  async function remove() {
    await trigger({ agentId, path });
    toast(`${path} was deleted`, { tone: "good" });
    navigate(folderHref("workspace", agentId));
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Delete this file?"
      action="Delete file"
      onConfirm={remove}
    >
      <p>
        <code className="break-all font-mono text-xs">{path}</code> is taken off the disk of the gateway. Only git can
        bring it back, if it was committed.
      </p>
    </ConfirmDialog>
  );
}
