import { gatewayLook } from "@/components/shell/gateway-look.ts";
import { Badge, StatusDot } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { KINDS, versionOf } from "./fleet-facts.ts";
import { gatewayHref } from "./gateways-route.ts";

/** One gateway of the fleet. The whole row leads to it; why it is not connected stands under it. */
export function GatewayRow({
  gateway,
  isDefault,
  isInUse,
}: {
  gateway: GatewayInfo;
  isDefault: boolean;
  isInUse: boolean;
}) {
  const { id, name, kind, url, status, latencyMs } = gateway;
  const { isReady } = useConnection();
  const { tone, label } = gatewayLook(status, isReady);
  return (
    <li className="relative grid min-h-14 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b px-4 py-2 text-sm transition-colors hover:bg-hover md:grid-cols-[auto_minmax(0,1fr)_6rem_8rem_5rem_12rem]">
      <StatusDot tone={tone} live={status.state === "connecting"} />
      <div className="min-w-0">
        <p className="flex items-center gap-2">
          <Link
            href={gatewayHref(id)}
            className="truncate font-medium text-base after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {name}
          </Link>
          {isDefault && <Badge>Default</Badge>}
          {isInUse && <Badge tone="accent">In use</Badge>}
        </p>
        <p className="truncate font-mono text-muted text-xs">{url ?? "in this process"}</p>
      </div>
      <span className="hidden text-muted text-xs md:block">{KINDS[kind]}</span>
      <span className="hidden truncate font-mono text-muted text-xs md:block">{versionOf(gateway)}</span>
      <span className="hidden text-right text-muted text-xs md:block">
        {latencyMs !== undefined && `${Math.round(latencyMs)} ms`}
      </span>
      <span className="shrink-0 text-right text-muted text-xs">
        {label}
        {isReady && (
          <>
            {" · "}
            <RelativeTime time={status.since} />
          </>
        )}
      </span>
      {status.state !== "ready" && status.reason && (
        <p className={cn("col-start-2 -col-end-1 mt-0.5 text-xs", tone === "bad" ? "text-bad" : "text-muted")}>
          {status.reason}
        </p>
      )}
    </li>
  );
}
