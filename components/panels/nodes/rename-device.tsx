import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { nameOf } from "./device-facts.ts";
import type { DeviceMatter } from "./device-questions.tsx";

const LONGEST = 100;

/** Gives a device a name that people know it by. */
export function RenameDevice({ device, onChanged, onClose }: DeviceMatter) {
  const { trigger, isMutating, error } = useGatewayRpcMutation("device.pair.rename");
  const [label, setLabel] = useState(nameOf(device));
  const isEmpty = label.trim() === "";

  async function rename(event: FormEvent) {
    event.preventDefault();
    const isDone = await trigger({ deviceId: device.deviceId, label: label.trim() }).then(
      () => true,
      () => false,
    );
    if (!isDone) return;
    await onChanged();
    onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Rename ${nameOf(device)}`}>
      <form onSubmit={rename} className="grid gap-4 pb-2">
        <Field label="Name" error={error?.message}>
          {(control) => (
            <Input {...control} value={label} maxLength={LONGEST} onChange={(event) => setLabel(event.target.value)} />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={isMutating} disabled={isEmpty}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
