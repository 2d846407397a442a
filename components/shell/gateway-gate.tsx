import { CircleSlash, Hourglass } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { Method } from "@/server/protocol/methods.ts";
import { GatewayFacts } from "./gateway-facts.tsx";

/**
 * Shows what needs a method of the gateway in use. Before that gateway has ever answered it says what it waits for and
 * opens by itself; where the gateway has no such method it says so. A gateway that is lost later takes nothing away.
 */
export function GatewayGate({
  needs,
  title,
  children,
}: {
  needs: Method | undefined;
  title: string;
  children: ReactNode;
}) {
  const { current } = useGateways();
  if (!needs || !current?.methods) return children;
  if (current.methods.includes(needs)) return children;
  const hasNeverAnswered = current.methods.length === 0 && current.status.state !== "ready";
  return (
    <Page title={title}>
      {hasNeverAnswered ? <Waiting gateway={current} /> : <Lacking gateway={current} needs={needs} />}
    </Page>
  );
}

function Waiting({ gateway }: { gateway: GatewayInfo }) {
  return (
    <EmptyState
      icon={Hourglass}
      title={`Waiting for ${gateway.name}`}
      action={
        <Button asChild>
          <Link href={`/gateways/${encodeURIComponent(gateway.id)}`}>Open in Gateways</Link>
        </Button>
      }
    >
      <p role="status">This opens by itself as soon as the gateway is connected.</p>
      <div className="mt-4 rounded-lg border bg-surface p-3 text-left text-text">
        <GatewayFacts gateway={gateway} />
      </div>
    </EmptyState>
  );
}

function Lacking({ gateway, needs }: { gateway: GatewayInfo; needs: Method }) {
  return (
    <EmptyState
      icon={CircleSlash}
      title={`Not available on ${gateway.name}`}
      action={
        <Button asChild>
          <Link href="/gateways">Choose another gateway</Link>
        </Button>
      }
    >
      This gateway does not answer <code className="font-mono text-xs">{needs}</code>. The built-in one does.
    </EmptyState>
  );
}
