import { PlugZap } from "lucide-react";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { tokenStaysWith } from "./gateway-draft.ts";
import { GatewayFields } from "./gateway-fields.tsx";
import { TrialOutcome } from "./trial-outcome.tsx";
import { useGatewayForm } from "./use-gateway-form.ts";
import type { Trial } from "./use-trial.ts";

/** Adds a gateway, or changes the one given. What cannot be connected is added only when that is wanted anyway. */
export default function GatewayForm({
  gateway,
  onClose,
  onAdded,
}: {
  gateway?: GatewayInfo;
  onClose: () => void;
  onAdded?: (id: string) => void;
}) {
  const formId = useId();
  const { draft, change, trial, tryIt, submit, isUsable, isSaving, error } = useGatewayForm(gateway);
  const isTrying = trial.state === "trying";

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!isUsable || isTrying || isSaving) return;
    submit().then(
      (id) => {
        if (id === undefined) return;
        onClose();
        onAdded?.(id);
      },
      // What went wrong stands in the dialog, which stays open.
      () => undefined,
    );
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={gateway ? `Edit ${gateway.name}` : "Add a gateway"}
      description={gateway ? undefined : "An OpenClaw gateway on this machine, in your network, or anywhere else."}
      footer={
        <>
          <Button onClick={tryIt} disabled={!tryIt || isTrying} className="mr-auto">
            <PlugZap aria-hidden /> {trial.state === "untried" ? "Test" : "Test again"}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={isTrying || isSaving} disabled={!isUsable}>
            {labelOf(trial, gateway ? "Save" : "Add gateway", gateway ? "Save anyway" : "Add anyway")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} className="grid gap-4 py-2">
        <GatewayFields draft={draft} change={change} isNew={!gateway} tokenStaysWith={tokenStaysWith(draft, gateway)} />
        <TrialOutcome trial={trial} />
        {error && <Callout tone="bad">{error.message}</Callout>}
      </form>
    </Dialog>
  );
}

function labelOf(trial: Trial, plain: string, anyway: string): string {
  return trial.state === "failed" || (trial.state === "found" && !trial.finding.ok) ? anyway : plain;
}
