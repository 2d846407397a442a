import { useSyncExternalStore } from "react";
import { useGateway } from "@/hooks/gateway-provider.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { panelGateway } from "./panel-gateway.ts";
import { useSelectedGateway, WHOLE_FLEET } from "./selected-gateway.ts";

/** The gateway that everything inside of the frame asks; undefined for the default one. */
export function usePanelGateway(): string | undefined {
  const { client } = useGateway();
  const { id: selected } = useSelectedGateway();
  const chosen = selected === WHOLE_FLEET ? undefined : selected;
  const { gateways, defaultId } = useGateways();
  const greeted = useSyncExternalStore(
    (changed) => client.onState(changed),
    () => client.defaultGateway,
    () => undefined,
  );
  const fleet = gateways.length > 0 ? { ids: gateways.map(({ id }) => id), defaultId } : undefined;
  return panelGateway({ chosen, greeted, fleet });
}

/** Whether lists show the whole fleet: chosen, and there is more than one gateway. */
export function useWholeFleet(): boolean {
  const { id } = useSelectedGateway();
  const { gateways } = useGateways();
  return id === WHOLE_FLEET && gateways.length > 1;
}
