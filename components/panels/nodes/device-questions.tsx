import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { PairedDevice } from "@/server/protocol/devices.ts";
import { liveToken, nameOf } from "./device-facts.ts";

/** What every question about a device is given. */
export interface DeviceMatter {
  device: PairedDevice;
  /** Reads the devices again. */
  onChanged: () => unknown;
  onClose: () => void;
}

/** Asks, then takes a device's token away. */
export function RevokeToken({ device, onChanged, onClose }: DeviceMatter) {
  const { trigger } = useGatewayRpcMutation("device.token.revoke");
  const name = nameOf(device);

  async function revoke() {
    await trigger({ deviceId: device.deviceId, role: liveToken(device)?.role ?? device.role });
    toast(`The token of ${name} was revoked`, { tone: "good" });
    await onChanged();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke the token of ${name}?`}
      action="Revoke token"
      onConfirm={revoke}
    >
      <p>Its connections are closed at once. It comes back only when it asks again and somebody approves that.</p>
    </ConfirmDialog>
  );
}

/** Asks, then forgets a device. */
export function RemoveDevice({ device, onChanged, onClose }: DeviceMatter) {
  const { trigger } = useGatewayRpcMutation("device.pair.remove");
  const name = nameOf(device);

  async function remove() {
    await trigger({ deviceId: device.deviceId });
    toast(`${name} was removed`, { tone: "good" });
    await onChanged();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${name}?`}
      action="Remove device"
      onConfirm={remove}
    >
      <p>The gateway forgets the device and its tokens, and closes its connections. It may ask to be let in again.</p>
    </ConfirmDialog>
  );
}
