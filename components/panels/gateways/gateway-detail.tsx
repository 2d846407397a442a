import { Server } from "lucide-react";
import { gatewayLook } from "@/components/shell/gateway-look.ts";
import { Badge, StatusDot } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { GatewayAbout } from "./gateway-about.tsx";
import { GatewayActions } from "./gateway-actions.tsx";
import { GatewayConnection } from "./gateway-connection.tsx";
import { GatewayMethods } from "./gateway-methods.tsx";

/** One gateway: its connection, what it is, what it answers. */
export function GatewayDetail({ id }: { id: string }) {
  const { isReady } = useConnection();
  const { gateways, current, defaultId, isLoading, error, refresh } = useGateways();
  const gateway = gateways.find((each) => each.id === id);

  if (!gateway) return <WithoutGateway isLoading={isLoading} error={error} onRetry={refresh} />;
  const { tone, label } = gatewayLook(gateway.status, isReady);
  const isDefault = id === defaultId;
  const isInUse = id === current?.id;
  return (
    <Page
      title={<Trail name={gateway.name} />}
      meta={
        <span className="flex items-center gap-2">
          <StatusDot tone={tone} live={gateway.status.state === "connecting"} />
          <span role="status">{label}</span>
          {isDefault && <Badge>Default</Badge>}
          {isInUse && <Badge tone="accent">In use</Badge>}
        </span>
      }
      actions={<GatewayActions gateway={gateway} isDefault={isDefault} isInUse={isInUse} />}
    >
      <div className="grid max-w-6xl items-start gap-4 p-4 lg:grid-cols-2">
        <GatewayConnection gateway={gateway} />
        <GatewayAbout gateway={gateway} />
        <GatewayMethods methods={gateway.methods ?? []} />
      </div>
    </Page>
  );
}

function Trail({ name }: { name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link href="/gateways" className="rounded-sm font-normal text-muted hover:text-text">
        Gateways
      </Link>
      <span aria-hidden className="text-faint">
        /
      </span>
      <span className="truncate">{name}</span>
    </span>
  );
}

function WithoutGateway({
  isLoading,
  error,
  onRetry,
}: {
  isLoading: boolean;
  error: Error | undefined;
  onRetry: () => void;
}) {
  return (
    <Page title="Gateways">
      {error ? (
        <ErrorState error={error} title="The gateway could not be read" onRetry={onRetry} />
      ) : isLoading ? (
        <div role="status" aria-label="Loading the gateway" className="grid max-w-6xl gap-4 p-4 lg:grid-cols-2">
          <Skeleton className="h-32" />
          <Skeleton className="h-32" />
        </div>
      ) : (
        <EmptyState
          icon={Server}
          title="There is no such gateway"
          action={
            <Button asChild>
              <Link href="/gateways">All gateways</Link>
            </Button>
          }
        >
          It may have been removed, or it is not one that you may use.
        </EmptyState>
      )}
    </Page>
  );
}
