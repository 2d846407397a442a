import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { ResultFor } from "@/server/protocol/client.ts";
import { liveToken, nameOf } from "./device-facts.ts";
import type { DeviceMatter } from "./device-questions.tsx";

/** Asks, gives a device another token, and shows it this once. */
export function RotateToken({ device, onChanged, onClose }: DeviceMatter) {
  const { trigger, isMutating, error } = useGatewayRpcMutation("device.token.rotate");
  const [rotated, setRotated] = useState<ResultFor<"device.token.rotate">>();
  const name = nameOf(device);

  async function rotate() {
    const answer = await trigger({ deviceId: device.deviceId, role: liveToken(device)?.role ?? device.role }).catch(
      () => undefined,
    );
    if (!answer) return;
    setRotated(answer);
    await onChanged();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={rotated ? `${name} has a new token` : `Rotate the token of ${name}?`}
      footer={
        rotated ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="danger" busy={isMutating} onClick={rotate}>
              Rotate token
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-3 pb-2 text-muted text-sm">
        {!rotated && <p>The old token ends at once, and with it the connections of the device.</p>}
        {rotated?.token && (
          <>
            <p>Copy it now: it is not shown again.</p>
            <p className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2">
              <code className="min-w-0 flex-1 break-all font-mono text-text text-xs">{rotated.token}</code>
              <CopyButton text={rotated.token} label="Copy the token" />
            </p>
          </>
        )}
        {rotated && !rotated.token && <p>The gateway tells the new token to the device alone.</p>}
        {error && <Callout tone="bad">{error.message}</Callout>}
      </div>
    </Dialog>
  );
}
