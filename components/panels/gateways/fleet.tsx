import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { FoundGateway } from "@/components/fleet/found-gateway.tsx";
import { Button } from "@/components/ui/button.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { Page } from "@/components/ui/page.tsx";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useIdentity } from "@/hooks/use-identity.ts";
import { useMayEditFleet } from "@/hooks/use-may-edit-fleet.ts";
import { countOf, inOrder } from "./fleet-facts.ts";
import { GatewayRow } from "./gateway-row.tsx";
import { gatewayHref } from "./gateways-route.ts";

const GatewayForm = lazy(() => import("./gateway-form.tsx"));

/** All gateways, one a row. */
export function Fleet() {
  const { gateways } = useGateways();
  const mayEdit = useMayEditFleet();
  const [adding, setAdding] = useState(false);

  return (
    <Page
      title="Gateways"
      meta={gateways.length > 0 && countOf(gateways)}
      actions={
        mayEdit && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden /> Add gateway
          </Button>
        )
      }
    >
      <div className="px-4 pt-3 empty:hidden">
        <FoundGateway />
      </div>
      <FleetRows />
      {adding && (
        <Suspense>
          <GatewayForm onClose={() => setAdding(false)} onAdded={(id) => navigate(gatewayHref(id))} />
        </Suspense>
      )}
    </Page>
  );
}

function FleetRows() {
  const { gateways, current, defaultId, isLoading, error, refresh } = useGateways();
  const mayEdit = useMayEditFleet();
  const isGiven = useIdentity() !== undefined;

  if (gateways.length > 0) {
    return (
      <>
        <ul aria-label="Gateways">
          {inOrder(gateways, defaultId).map((gateway) => (
            <GatewayRow
              key={gateway.id}
              gateway={gateway}
              isDefault={gateway.id === defaultId}
              isInUse={gateway.id === current?.id}
            />
          ))}
        </ul>
        <p className="max-w-2xl px-4 py-3 text-muted text-sm">
          {isGiven
            ? "Your gateway is given to you by whoever runs this Mission Control."
            : mayEdit
              ? "Each gateway runs its own agents. Add those of other machines to reach all of them from here."
              : "Gateways are added and changed by an admin of this Mission Control."}
        </p>
      </>
    );
  }
  if (error) return <ErrorState error={error} title="The gateways could not be read" onRetry={refresh} />;
  return isLoading ? <FleetSkeleton /> : null;
}

function FleetSkeleton() {
  return (
    <Loading label="Loading the gateways">
      {["w-40", "w-56"].map((width) => (
        <div key={width} className="flex h-14 items-center gap-3 border-b px-4">
          <Skeleton className="size-2" />
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </Loading>
  );
}
