import { AddressGateway } from "@/components/ui/address-gateway.ts";
import { GatewayScope } from "@/hooks/gateway-provider.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { placeOf } from "./fleet-place.ts";
import { SessionDetail } from "./session-detail.tsx";

/** One session of any gateway beside the merged list; what it leads to is on that gateway, too. */
export function FleetDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const { gateway, key } = placeOf(id);
  const { gateways } = useGateways();
  const origin = gateways.find((each) => each.id === gateway)?.name;
  return (
    <GatewayScope gateway={gateway}>
      <AddressGateway value={gateway}>
        <SessionDetail sessionKey={key} onClose={onClose} origin={origin} />
      </AddressGateway>
    </GatewayScope>
  );
}
