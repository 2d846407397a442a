import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { previewOf, titleOf } from "@/components/sessions/session-title.ts";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { GatewayInfo, SessionRow } from "@/server/protocol/methods.ts";
import { SessionBadge, SessionDot } from "./session-mark.tsx";
import { chatHref } from "./sessions-route.ts";

/** One session of any gateway. The whole row opens its chat there. */
export function FleetSession({ gateway, session }: { gateway: GatewayInfo; session: SessionRow }) {
  return (
    <li className="relative flex min-h-12 items-center gap-2.5 border-b px-4 py-1.5 text-sm transition-colors hover:bg-hover">
      <SessionDot row={session} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <Link
            href={onGateway(chatHref(session.key), gateway.id)}
            title={session.key}
            className={cn(
              "truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2",
              session.unread && "font-semibold",
            )}
          >
            {titleOf(session)}
          </Link>
          <SessionBadge row={session} />
        </p>
        <p className="truncate text-muted text-xs">{previewOf(session) || "No messages yet"}</p>
      </div>
      <OriginBadge name={gateway.name} />
      <RelativeTime time={session.updatedAt} className="w-14 shrink-0 text-right text-muted text-xs" />
    </li>
  );
}
