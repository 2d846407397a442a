import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";

/** Asks, then takes a gateway out of the fleet. */
export default function RemoveGateway({ gateway, onClose }: { gateway: GatewayInfo; onClose: () => void }) {
  const { trigger } = useGatewayRpcMutation("gateways.remove");

  async function remove() {
    await trigger({ id: gateway.id });
    toast(`${gateway.name} was removed`, { tone: "good" });
    navigate("/gateways");
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${gateway.name}?`}
      action="Remove gateway"
      onConfirm={remove}
    >
      <p>
        Mission Control disconnects from <code className="break-all font-mono text-xs">{gateway.url}</code> and forgets
        its token. The gateway itself, its agents and their sessions stay as they are.
      </p>
    </ConfirmDialog>
  );
}
