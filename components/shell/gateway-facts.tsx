import { StatusDot } from "@/components/ui/badge.tsx";
import { CommandLine } from "@/components/ui/command-line.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { gatewayLook } from "./gateway-look.ts";

/** A gateway's state with its reason, what mends it, and what it is. */
export function GatewayFacts({ gateway: { name, kind, url, status, server, latencyMs } }: { gateway: GatewayInfo }) {
  const { isReady } = useConnection();
  const { tone, label } = gatewayLook(status, isReady);
  const facts = [
    kind === "embedded" ? "Built in" : "OpenClaw",
    server && `v${server.version.replace(/^v/, "")}`,
    latencyMs !== undefined && `${Math.round(latencyMs)} ms`,
    url,
  ].filter(Boolean);
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex items-center gap-2">
        <StatusDot tone={tone} />
        <span className="min-w-0 truncate font-medium">{name}</span>
        <span className="ml-auto shrink-0 text-muted text-xs">
          {label} {isReady && <RelativeTime time={status.since} />}
        </span>
      </p>
      <p className="truncate pl-4 text-muted text-xs">{facts.join(" · ")}</p>
      {status.state !== "ready" && status.reason && <p className="pl-4">{status.reason}</p>}
      {status.state === "unavailable" && status.fix && <p className="pl-4 text-muted">{status.fix}</p>}
      {status.state === "unavailable" && status.command && <CommandLine command={status.command} className="ml-4" />}
    </div>
  );
}
