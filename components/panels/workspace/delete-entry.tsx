import { folderHref } from "@/components/files/folder-route.ts";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { WorkspaceEntry } from "@/server/protocol/workspace.ts";

/** Asks, then deletes a file, or a folder with all that is in it. */
export function DeleteEntry({
  agentId,
  path,
  kind = "file",
  onClose,
}: {
  agentId: string;
  path: string;
  kind?: WorkspaceEntry["kind"];
  onClose: () => void;
}) {
  const word = kind === "file" ? "file" : "folder";
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
      title={`Delete this ${word}?`}
      action={`Delete ${word}`}
      onConfirm={remove}
    >
      <p>
        <code className="break-all font-mono text-xs">{path}</code> {kind === "directory" && "and all that is in it "}
        is taken off the disk of the gateway. Only git can bring back what was committed.
      </p>
    </ConfirmDialog>
  );
}
