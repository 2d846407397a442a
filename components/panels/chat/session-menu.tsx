import {
  Archive,
  Download,
  Ellipsis,
  FoldVertical,
  Info,
  MessagesSquare,
  Pin,
  RotateCcw,
  ScrollText,
  Trash2,
} from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { navigate } from "@/components/ui/navigate.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import type { ChatDialog } from "./chat-dialogs.tsx";
import { useExport } from "./use-export.ts";
import type { SessionCommands } from "./use-session-commands.ts";

export interface SessionMenuProps {
  sessionKey: string;
  title: string;
  session: SessionRow | null | undefined;
  commands: SessionCommands;
  onFind: () => void;
  onDialog: (dialog: ChatDialog) => void;
}

/** Everything that can be done to the session as a whole. */
export function SessionMenu({ sessionKey, title, session, commands, onDialog }: SessionMenuProps) {
  const save = useExport(sessionKey, title);
  const logs = new URLSearchParams(session?.lastRunId ? { run: session.lastRunId } : { session: sessionKey });
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label="More about this session">
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => onDialog("status")}>
        <Info aria-hidden /> Details
      </MenuItem>
      <MenuItem onSelect={() => void commands.patch({ pinned: !session?.pinned })}>
        <Pin aria-hidden /> {session?.pinned ? "Unpin" : "Pin"}
      </MenuItem>
      <MenuItem onSelect={() => void commands.patch({ archived: !session?.archived })}>
        <Archive aria-hidden /> {session?.archived ? "Take out of the archive" : "Archive"}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => navigate(`/sessions?${new URLSearchParams({ q: title })}`)}>
        <MessagesSquare aria-hidden /> Open in Sessions
      </MenuItem>
      <MenuItem onSelect={() => navigate(`/logs?${logs}`)}>
        <ScrollText aria-hidden /> {session?.lastRunId ? "Logs of the last run" : "Logs of this session"}
      </MenuItem>
      <MenuItem onSelect={() => void save("markdown")}>
        <Download aria-hidden /> Export as Markdown
      </MenuItem>
      <MenuItem onSelect={() => void save("json")}>
        <Download aria-hidden /> Export as JSON
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => void commands.compact()}>
        <FoldVertical aria-hidden /> Compact
      </MenuItem>
      <MenuItem onSelect={() => onDialog("reset")}>
        <RotateCcw aria-hidden /> Reset…
      </MenuItem>
      <MenuItem tone="bad" onSelect={() => onDialog("delete")}>
        <Trash2 aria-hidden /> Delete…
      </MenuItem>
    </Menu>
  );
}
