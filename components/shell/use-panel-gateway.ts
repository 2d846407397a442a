import { useSyncExternalStore } from "react";
import { useGateway } from "@/hooks/gateway-provider.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { panelGateway } from "./panel-gateway.ts";
import { useSelectedGateway } from "./selected-gateway.ts";

/** The gateway that everything inside of the frame asks; undefined for the default one. */
export function usePanelGateway(): string | undefined {
  const { client } = useGateway();
  const { id: chosen } = useSelectedGateway();
  const { gateways, defaultId } = useGateways();
  const greeted = useSyncExternalStore(
    (changed) => client.onState(changed),
    () => client.defaultGateway,
    () => undefined,
  );
  const fleet = gateways.length > 0 ? { ids: gateways.map(({ id }) => id), defaultId } : undefined;
  return panelGateway({ chosen, greeted, fleet });
}
