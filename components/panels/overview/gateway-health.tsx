import { GatewayFacts } from "@/components/shell/gateway-facts.tsx";
import { byteSize, tenths } from "@/components/ui/format.ts";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Callout, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useHealth, useStatus } from "@/hooks/use-status.ts";

/** Every gateway with its state, and how the one in use does. */
export function GatewayHealth() {
  const { gateways, current, isLoading, error } = useGateways();
  return (
    <Section title="Gateways">
      {error && gateways.length === 0 ? (
        <Callout tone="bad" className="m-3">
          {error.message}
        </Callout>
      ) : isLoading ? (
        <Loading label="Loading the gateways" className="p-3">
          <Skeleton className="h-16" />
        </Loading>
      ) : (
        <ul className="divide-y">
          {gateways.map((gateway) => (
            <li key={gateway.id} className="px-3 py-2.5">
              <GatewayFacts gateway={gateway} />
              {gateway.id === current?.id && gateway.status.state === "ready" && <Vitals />}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Vitals() {
  const { status } = useStatus();
  const health = useHealth();
  if (!status) return null;
  const { primary, configured } = status.model;
  const delay = health?.eventLoop;
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 pl-4 text-xs">
      <dt className="text-muted">Model</dt>
      <dd className="truncate text-right font-mono">
        {primary}
        {!configured && " (built in)"}
      </dd>
      <dt className="text-muted">Started</dt>
      <dd className="text-right">
        <RelativeTime time={status.startedAt} />
      </dd>
      <dt className="text-muted">Memory</dt>
      <dd className="text-right">{byteSize(status.memory.rssBytes)}</dd>
      {delay && (
        <>
          <dt className="text-muted">Event loop p99</dt>
          <dd className={delay.degraded ? "text-right text-warn" : "text-right"}>{tenths(delay.delayP99Ms)} ms</dd>
        </>
      )}
    </dl>
  );
}
