import type { ReactNode } from "react";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";

interface AskedByProps {
  gateway: GatewayInfo;
  showGateway: boolean;
  agentId: string | null | undefined;
  sessionKey: string | null | undefined;
  /** Milliseconds since 1970. */
  at: number;
  children?: ReactNode;
}

/** Who asked, when, and where. */
export function AskedBy({ gateway, showGateway, agentId, sessionKey, at, children }: AskedByProps) {
  const { byId } = useAgents({ gateway: gateway.id });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
      {agentId && (
        <span className="font-medium text-sm text-text" title={agentId}>
          {byId(agentId)?.name ?? agentId}
        </span>
      )}
      {showGateway && <Badge>{gateway.name}</Badge>}
      <span>
        asked <RelativeTime time={at} />
      </span>
      {sessionKey && (
        <Link
          href={onGateway(`/chat/${encodeURIComponent(sessionKey)}`, gateway.id)}
          className="text-accent-text hover:underline"
        >
          Open the session
        </Link>
      )}
      {children}
    </div>
  );
}
