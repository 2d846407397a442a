import { Download, Ellipsis, GitCompare, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { download } from "@/components/ui/download.ts";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { WorkspaceFile } from "@/server/protocol/workspace.ts";
import { DeleteEntry } from "./delete-entry.tsx";
import { RenameEntry } from "./rename-entry.tsx";

/** What can be done with the open file. */
export function FileActions({
  agentId,
  file,
  canCompare,
  onCompare,
}: {
  agentId: string;
  file: WorkspaceFile;
  /** Whether the last commit holds something else. */
  canCompare: boolean;
  onCompare: () => void;
}) {
  const mayEdit = useMay("operator.admin");
  const canMove = useHasMethod("workspace.rename") && mayEdit;
  const [asked, setAsked] = useState<"rename" | "delete">();
  const close = () => setAsked(undefined);

  return (
    <>
      {canCompare && (
        <Button size="sm" onClick={onCompare}>
          <GitCompare aria-hidden /> Compare
        </Button>
      )}
      <Menu
        trigger={
          <Button variant="ghost" size="icon-sm" aria-label={`More for ${file.name}`}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => download([bytesOf(file)], file.name, file.mimeType)}>
          <Download aria-hidden /> Download
        </MenuItem>
        {canMove && (
          <>
            <MenuItem onSelect={() => setAsked("rename")}>
              <Pencil aria-hidden /> Rename or move …
            </MenuItem>
            <MenuSeparator />
            <MenuItem tone="bad" onSelect={() => setAsked("delete")}>
              <Trash2 aria-hidden /> Delete …
            </MenuItem>
          </>
        )}
      </Menu>
      {asked === "rename" && <RenameEntry agentId={agentId} path={file.path} onClose={close} />}
      {asked === "delete" && <DeleteEntry agentId={agentId} path={file.path} onClose={close} />}
    </>
  );
}

function bytesOf({ encoding, content }: WorkspaceFile): BlobPart {
  return encoding === "utf8" ? content : Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
}
