import { Ban, ListFilter, MoreHorizontal } from "lucide-react";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { slowTicker } from "@/components/ui/clock.ts";
import { cn } from "@/components/ui/cn.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { AccessToken } from "@/server/protocol/access.ts";
import { principalOf, ROLE_WORDS, tokenState } from "./access-facts.ts";
import { auditHref } from "./audit-href.ts";
import { RevokeToken } from "./revoke-token.tsx";

/** One token: whose, for what, until when, and when it was used last. */
export function TokenRow({ token }: { token: AccessToken }) {
  const [isAsking, setIsAsking] = useState(false);
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, () => token.createdAt);
  const { name, role, hint, createdAt, createdBy, lastUsedAt } = token;
  const state = tokenState(token, now);
  const { label, tone } = ROLE_WORDS[role];
  return (
    <li className="grid min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b px-4 py-2 text-sm md:grid-cols-[minmax(0,1fr)_9rem_9rem_auto]">
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <span className={cn("truncate font-medium text-base", state !== "good" && "text-muted line-through")}>
            {name}
          </span>
          <Badge tone={state === "good" ? tone : "neutral"}>{label}</Badge>
        </p>
        <p className="truncate text-muted text-xs">
          <code className="font-mono">{hint}…</code> · made <RelativeTime time={createdAt} /> by {createdBy}
        </p>
        <p className="truncate text-muted text-xs md:hidden">
          <Used time={lastUsedAt} /> · <End token={token} state={state} />
        </p>
      </div>
      <span className="hidden truncate text-muted text-xs md:block">
        <Used time={lastUsedAt} />
      </span>
      <span className="hidden truncate text-muted text-xs md:block">
        <End token={token} state={state} />
      </span>
      <Menu trigger={<IconButton label={`What to do with ${name}`} icon={MoreHorizontal} />}>
        <MenuItem onSelect={() => navigate(auditHref(principalOf(token)))}>
          <ListFilter aria-hidden /> What was done with it
        </MenuItem>
        <MenuItem tone="bad" disabled={state !== "good"} onSelect={() => setIsAsking(true)}>
          <Ban aria-hidden /> Revoke
        </MenuItem>
      </Menu>
      {isAsking && <RevokeToken token={token} onClose={() => setIsAsking(false)} />}
    </li>
  );
}

function Used({ time }: { time: number | undefined }): ReactNode {
  if (time === undefined) return "Never used";
  return (
    <>
      Used <RelativeTime time={time} />
    </>
  );
}

function End({ token, state }: { token: AccessToken; state: ReturnType<typeof tokenState> }): ReactNode {
  const { revokedAt, expiresAt } = token;
  if (state === "revoked" && revokedAt !== undefined) {
    return (
      <>
        Revoked <RelativeTime time={revokedAt} />
      </>
    );
  }
  if (expiresAt === undefined) return "Does not end";
  return (
    <>
      {state === "expired" ? "Ended" : "Ends"} <RelativeTime time={expiresAt} />
    </>
  );
}
