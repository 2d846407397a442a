import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { useMay } from "@/hooks/use-may.ts";
import { DeleteEntry } from "./delete-entry.tsx";
import { RenameEntry } from "./rename-entry.tsx";

/** What can be done with a folder; nothing where it cannot be changed. Shown on hover, on focus, and always by touch. */
export function FolderMenu({ agentId, path, name }: { agentId: string; path: string; name: string }) {
  const mayEdit = useMay("operator.admin");
  const canMove = useHasMethod("workspace.rename");
  const [asked, setAsked] = useState<"rename" | "delete">();
  if (!mayEdit || !canMove) return null;
  const asking = { agentId, path, kind: "directory" as const, onClose: () => setAsked(undefined) };
  return (
    <>
      <Menu
        trigger={
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`More for the folder ${name}`}
            className="absolute top-1/2 right-1.5 -translate-y-1/2 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => setAsked("rename")}>
          <Pencil aria-hidden /> Rename or move …
        </MenuItem>
        <MenuItem tone="bad" onSelect={() => setAsked("delete")}>
          <Trash2 aria-hidden /> Delete …
        </MenuItem>
      </Menu>
      {asked === "rename" && <RenameEntry {...asking} />}
      {asked === "delete" && <DeleteEntry {...asking} />}
    </>
  );
}
