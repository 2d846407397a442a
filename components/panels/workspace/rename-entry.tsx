import { folderHref } from "@/components/files/folder-route.ts";
import { navigate } from "@/components/ui/navigate.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { WorkspaceEntry } from "@/server/protocol/workspace.ts";
import { PathForm } from "./path-form.tsx";

/** Asks for another name, or another folder, and moves a file or a folder there. */
export function RenameEntry({
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
  const { trigger } = useGatewayRpcMutation("workspace.rename");

  async function rename(to: string) {
    await trigger({ agentId, path, to });
    if (kind === "file") navigate(folderHref("workspace", agentId, to));
  }

  return (
    <PathForm
      title="Rename or move"
      label="New path"
      hint="Relative to the agent's folder. Folders that are missing are made."
      initial={path}
      action="Rename"
      onSubmit={rename}
      onClose={onClose}
    />
  );
}
