import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { SessionsSearchHit } from "@/server/protocol/sessions.ts";
import { MarkedSnippet } from "./marked-snippet.tsx";
import { chatHref } from "./sessions-route.ts";

/** A message that was found on any gateway; it opens the chat there. */
export function FleetHit({ gateway, hit }: { gateway: GatewayInfo; hit: SessionsSearchHit }) {
  return (
    <li className="relative flex min-h-10 items-center gap-2.5 border-b px-4 text-sm transition-colors hover:bg-hover">
      <Badge>{hit.role === "user" ? "You" : "Agent"}</Badge>
      <Link
        href={onGateway(chatHref(hit.sessionKey, hit.messageId), gateway.id)}
        className="min-w-0 flex-1 truncate after:absolute after:inset-0"
      >
        <MarkedSnippet snippet={hit.snippet} />
      </Link>
      <OriginBadge name={gateway.name} />
      <RelativeTime time={hit.timestamp} className="w-14 shrink-0 text-right text-muted text-xs" />
    </li>
  );
}
