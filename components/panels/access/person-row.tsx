import { ListFilter, LogOut, MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { Badge, StatusDot } from "@/components/ui/badge.tsx";
import { browserOf } from "@/components/ui/browser-name.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { AccessPerson } from "@/server/protocol/access.ts";
import { KIND_WORDS, ROLE_WORDS } from "./access-facts.ts";
import { auditHref } from "./audit-href.ts";
import { SignOut } from "./sign-out.tsx";

/** Somebody: as what, from where, with what, when last, and how often now. */
export function PersonRow({ person, isSelf }: { person: AccessPerson; isSelf: boolean }) {
  const [isAsking, setIsAsking] = useState(false);
  const { id, name, kind, role, address, client, lastSeenAt, connections } = person;
  const isHere = connections > 0;
  return (
    <li className="grid min-h-14 grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-x-3 border-b px-4 py-2 text-sm md:grid-cols-[auto_minmax(0,1fr)_10rem_8rem_auto]">
      <StatusDot tone={isHere ? "good" : "neutral"} label={isHere ? "Connected" : "Not connected"} />
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium text-base">{name}</span>
          <Badge tone={ROLE_WORDS[role].tone}>{ROLE_WORDS[role].label}</Badge>
          {isSelf && <Badge tone="accent">You</Badge>}
        </p>
        <p className="truncate text-muted text-xs" title={client}>
          {KIND_WORDS[kind]} · <span className="md:hidden">{address} · </span>
          {browserOf(client) ?? client}
        </p>
      </div>
      <span className="hidden truncate font-mono text-muted text-xs md:block">{address}</span>
      <span className="text-right text-muted text-xs">
        {isHere ? `${connections} open` : <RelativeTime time={lastSeenAt} />}
      </span>
      <Menu trigger={<IconButton label={`What to do about ${name}`} icon={MoreHorizontal} />}>
        <MenuItem onSelect={() => navigate(auditHref(id))}>
          <ListFilter aria-hidden /> What they did
        </MenuItem>
        <MenuItem tone="bad" onSelect={() => setIsAsking(true)}>
          <LogOut aria-hidden /> Sign out everywhere
        </MenuItem>
      </Menu>
      {isAsking && <SignOut person={person} isSelf={isSelf} onClose={() => setIsAsking(false)} />}
    </li>
  );
}
