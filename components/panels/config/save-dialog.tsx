import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { DiffView } from "@/components/ui/diff-view.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import type { ConfigCheck } from "@/server/protocol/configuration.ts";
import { effectOf } from "./effect.ts";
import type { ConfigDraft } from "./use-config-draft.ts";

/** What will change, line by line; a dry run where the gateway has one; and the save. */
export default function SaveDialog({ draft, onClose }: { draft: ConfigDraft; onClose: () => void }) {
  const canCheck = useHasMethod("config.check");
  const { trigger, isMutating } = useGatewayRpcMutation("config.check");
  const [check, setCheck] = useState<ConfigCheck>();
  const [fault, setFault] = useState<string>();

  async function dryRun() {
    setFault(undefined);
    try {
      setCheck(await trigger({ raw: draft.text, ...(draft.snapshot?.hash && { baseHash: draft.snapshot.hash }) }));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  }

  async function save() {
    try {
      const saved = await draft.save();
      toast("The configuration is saved", { tone: "good", detail: effectOf(saved) });
    } catch {
      // The panel says why, and at which setting.
    }
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Review the changes"
      className="w-[min(760px,calc(100vw-24px))]"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {canCheck && (
            <Button busy={isMutating} onClick={dryRun}>
              Dry run
            </Button>
          )}
          <Button variant="primary" busy={draft.isSaving} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <div className="overflow-hidden rounded-md border">
          <DiffView before={draft.before} after={draft.text} />
        </div>
        {!canCheck && (
          <p className="text-muted text-sm">
            This gateway checks the configuration when it is saved, and writes the file anew: comments in it are not
            kept.
          </p>
        )}
        {fault && <Callout tone="bad">{fault}</Callout>}
        {check?.valid && <Callout tone="good">It can be saved. {effectOf(check)}</Callout>}
        {check?.issues.map(({ path, message }) => (
          <Callout key={`${path} ${message}`} tone="bad">
            {path && <code className="font-mono text-xs">{path} </code>}
            {message}
          </Callout>
        ))}
      </div>
    </Dialog>
  );
}
