import { Plus } from "lucide-react";
import { useState } from "react";
import { folderHref } from "@/components/files/folder-route.ts";
import { Button } from "@/components/ui/button.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { Segmented } from "@/components/ui/tabs.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { WorkspaceEntry } from "@/server/protocol/workspace.ts";
import { PathForm } from "./path-form.tsx";

type Kind = WorkspaceEntry["kind"];

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: "file", label: "File" },
  { value: "directory", label: "Folder" },
];

/** Makes a file or a folder, where the gateway lets it and the person may. `near` is what is open. */
export function NewEntry({ agentId, near = "" }: { agentId: string; near?: string }) {
  const mayEdit = useMay("operator.admin");
  const isAnswered = useHasMethod("workspace.create");
  const { trigger } = useGatewayRpcMutation("workspace.create");
  const [asking, setAsking] = useState(false);
  const [kind, setKind] = useState<Kind>("file");
  if (!mayEdit || !isAnswered) return null;

  async function make(path: string) {
    await trigger({ agentId, path, kind });
    if (kind === "file") navigate(folderHref("workspace", agentId, path));
  }

  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        <Plus aria-hidden /> New
      </Button>
      {asking && (
        <PathForm
          title="New in the workspace"
          label="Path"
          hint="Relative to the agent's folder. Folders that are missing are made."
          initial={near.slice(0, near.lastIndexOf("/") + 1)}
          action={kind === "file" ? "Make file" : "Make folder"}
          onSubmit={make}
          onClose={() => setAsking(false)}
        >
          <Segmented label="Kind" value={kind} onValueChange={setKind} choices={KINDS} />
        </PathForm>
      )}
    </>
  );
}
