import {
  Archive,
  ArchiveRestore,
  Eraser,
  FoldVertical,
  MailOpen,
  MessageSquare,
  MoreHorizontal,
  PanelRight,
  Pencil,
  Pin,
  PinOff,
  ScrollText,
  Tag,
  Trash2,
} from "lucide-react";
import { titleOf } from "@/components/sessions/session-title.ts";
import { Button } from "@/components/ui/button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { logsHref } from "./sessions-route.ts";
import { useMayChange } from "./use-session-actions.ts";
import type { SessionBoard } from "./use-session-board.ts";

/** Everything that can be done with one session. */
export function SessionMenu({ row, act }: { row: SessionRow; act: SessionBoard["act"] }) {
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" tabIndex={-1} aria-label={`Actions for ${titleOf(row)}`}>
          <MoreHorizontal aria-hidden />
        </Button>
      }
    >
      <MenuItem shortcut="↵" onSelect={() => act.openChat(row.key)}>
        <MessageSquare aria-hidden /> Open in Chat
      </MenuItem>
      <MenuItem shortcut="Space" onSelect={() => act.showDetails(row.key)}>
        <PanelRight aria-hidden /> Details
      </MenuItem>
      <MenuItem onSelect={() => navigate(logsHref({ session: row.key }))}>
        <ScrollText aria-hidden /> Its log
      </MenuItem>
      <Changes row={row} act={act} />
    </Menu>
  );
}

function Changes({ row, act }: { row: SessionRow; act: SessionBoard["act"] }) {
  const { key, pinned, archived, unread } = row;
  if (!useMayChange()) return null;
  return (
    <>
      <MenuSeparator />
      <MenuItem shortcut="E" onSelect={() => act.beginRename(key)}>
        <Pencil aria-hidden /> Rename
      </MenuItem>
      <MenuItem onSelect={() => act.patch(key, { pinned: !pinned })}>
        {pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />} {pinned ? "Unpin" : "Pin"}
      </MenuItem>
      <MenuItem onSelect={() => act.patch(key, { unread: !unread })}>
        <MailOpen aria-hidden /> {unread ? "Mark as read" : "Mark as unread"}
      </MenuItem>
      <MenuItem onSelect={() => act.ask({ kind: "category", keys: [key] })}>
        <Tag aria-hidden /> Category …
      </MenuItem>
      <MenuItem onSelect={() => act.patch(key, { archived: !archived })}>
        {archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />} {archived ? "Bring back" : "Archive"}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => act.ask({ kind: "compact", keys: [key] })}>
        <FoldVertical aria-hidden /> Compact …
      </MenuItem>
      <MenuItem onSelect={() => act.ask({ kind: "reset", keys: [key] })}>
        <Eraser aria-hidden /> Reset …
      </MenuItem>
      <MenuItem tone="bad" shortcut="#" onSelect={() => act.ask({ kind: "delete", keys: [key] })}>
        <Trash2 aria-hidden /> Delete …
      </MenuItem>
    </>
  );
}
