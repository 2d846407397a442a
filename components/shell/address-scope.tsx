import { parseAsString, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import type { Panel } from "@/components/panels/registry.ts";
import { AddressGateway, GATEWAY_PARAM } from "@/components/ui/address-gateway.ts";
import { GatewayScope, useEveryGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { GatewayGate } from "./gateway-gate.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";

/**
 * A panel on the gateway that the address names, so that a link leads to the same wherever it is opened; else on the
 * one that is chosen.
 */
export function AddressScope({ panel, children }: { panel: Panel; children: ReactNode }) {
  const [addressed] = useQueryState(GATEWAY_PARAM, parseAsString);
  const { gateways } = useGateways();
  const chosen = useGatewayId();
  const every = useEveryGateway();
  const named = gateways.find(({ id }) => id === addressed)?.id;
  const gateway = named ?? chosen;
  const isMerged = every && panel.merges === true && named === undefined;
  // A panel that needs a gateway begins anew with another one: nothing of the last one's may stay in sight.
  const key = panel.needs && !isMerged && gateway ? `${panel.slug} ${gateway}` : panel.slug;
  return (
    <GatewayScope gateway={gateway} every={isMerged}>
      <AddressGateway value={named}>
        <PanelBoundary key={isMerged ? `${key} *` : key} title={panel.title}>
          {isMerged ? (
            children
          ) : (
            <GatewayGate needs={panel.needs} title={panel.title}>
              {children}
            </GatewayGate>
          )}
        </PanelBoundary>
      </AddressGateway>
    </GatewayScope>
  );
}
