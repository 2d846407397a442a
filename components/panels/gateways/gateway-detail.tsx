import { Server } from "lucide-react";
import { gatewayLook } from "@/components/shell/gateway-look.ts";
import { Badge, StatusDot } from "@/components/ui/badge.tsx";
import { Page } from "@/components/ui/page.tsx";
import { PageWithout } from "@/components/ui/page-without.tsx";
import { Trail } from "@/components/ui/trail.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { GatewayAbout } from "./gateway-about.tsx";
import { GatewayActions } from "./gateway-actions.tsx";
import { GatewayConnection } from "./gateway-connection.tsx";
import { GatewayMethods } from "./gateway-methods.tsx";
import { GatewayUpdates } from "./gateway-updates.tsx";

/** One gateway: its connection, what it is, what it answers. */
export function GatewayDetail({ id }: { id: string }) {
  const { isReady } = useConnection();
  const { gateways, current, defaultId, isLoading, error, refresh } = useGateways();
  const gateway = gateways.find((each) => each.id === id);

  if (!gateway) {
    const read = { isLoading, error, onRetry: refresh };
    return (
      <PageWithout
        list="Gateways"
        href="/gateways"
        noun="gateway"
        icon={Server}
        missing="There is no such gateway"
        {...read}
      >
        It may have been removed, or it is not one that you may use.
      </PageWithout>
    );
  }
  const { tone, label } = gatewayLook(gateway.status, isReady);
  const isDefault = id === defaultId;
  const isInUse = id === current?.id;
  return (
    <Page
      title={
        <Trail href="/gateways" list="Gateways">
          <span className="truncate">{gateway.name}</span>
        </Trail>
      }
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
        <div className="grid gap-4">
          <GatewayConnection gateway={gateway} />
          <GatewayUpdates gateway={gateway} />
        </div>
        <GatewayAbout gateway={gateway} />
        <GatewayMethods methods={gateway.methods ?? []} />
      </div>
    </Page>
  );
}
