import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { SecretDialog, SecretText } from "@/components/ui/secret-dialog.tsx";
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

  if (rotated) return <Rotated name={name} token={rotated.token} onClose={onClose} />;
  return (
    <Dialog
      open
      // What is being made is told once.
      onOpenChange={(open) => !open && !isMutating && onClose()}
      title={`Rotate the token of ${name}?`}
      footer={
        <>
          <Button disabled={isMutating} onClick={onClose}>
            Cancel
          </Button>
          <Button variant="danger" busy={isMutating} onClick={rotate}>
            Rotate token
          </Button>
        </>
      }
    >
      <div className="grid gap-3 pb-2 text-muted text-sm">
        <p>The old token ends at once, and with it the connections of the device.</p>
        {error && <Callout tone="bad">{error.message}</Callout>}
      </div>
    </Dialog>
  );
}

/** `token`: left out by a gateway that tells it to the device alone. */
function Rotated({ name, token, onClose }: { name: string; token: string | undefined; onClose: () => void }) {
  const title = `${name} has a new token`;
  if (token !== undefined) {
    return (
      <SecretDialog title={title} onClose={onClose}>
        <p>Copy it now: it is not shown again.</p>
        <SecretText text={token} label="Token" />
      </SecretDialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <p className="pb-2 text-muted text-sm">The gateway tells the new token to the device alone.</p>
    </Dialog>
  );
}
