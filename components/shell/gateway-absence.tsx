import { CircleSlash, Hourglass } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { Method } from "@/server/protocol/methods.ts";
import { GatewayFacts } from "./gateway-facts.tsx";

/** In the place of a panel: that its gateway has never answered yet, or that it answers no such method. */
export default function GatewayAbsence({
  title,
  gateway,
  needs,
}: {
  title: string;
  gateway: GatewayInfo;
  needs: Method;
}) {
  const hasNeverAnswered = gateway.methods?.length === 0 && gateway.status.state !== "ready";
  return (
    <Page title={title}>
      {hasNeverAnswered ? <Waiting gateway={gateway} /> : <Lacking gateway={gateway} needs={needs} />}
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
