import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input, Select } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";

/** Gives the gateway a key for a provider. It is sent this once, and never read back. */
export function KeyDialog({
  provider: given,
  name,
  choices,
  onKept,
  onClose,
}: {
  /** Left out, the person chooses one. */
  provider?: string;
  /** What the given one is called. */
  name?: string;
  choices: readonly string[];
  onKept: () => unknown;
  onClose: () => void;
}) {
  const formId = useId();
  const { trigger, isMutating, error } = useGatewayRpcMutation("models.authSetApiKey");
  const [provider, setProvider] = useState(given ?? "");
  const [apiKey, setApiKey] = useState("");
  const canKeep = provider !== "" && apiKey.trim() !== "";

  async function keep(event: FormEvent) {
    event.preventDefault();
    if (isMutating || !canKeep) return;
    const answer = await trigger({ provider, apiKey: apiKey.trim() }).catch(() => undefined);
    if (!answer) return;
    toast("The key is kept", answer.warning ? { detail: answer.warning } : { tone: "good" });
    onClose();
    await onKept();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !isMutating && onClose()}
      title={given ? `A key for ${name ?? given}` : "Add a model key"}
      description="The gateway keeps it. It is never shown again, here or elsewhere."
      footer={
        <>
          <Button disabled={isMutating} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isMutating} disabled={!canKeep}>
            Keep the key
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={keep} className="grid gap-4 py-2">
        {!given && (
          <Field label="Provider">
            {(control) => (
              <Select {...control} required value={provider} onChange={(event) => setProvider(event.target.value)}>
                <option value="">Choose …</option>
                {choices.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label="API key" error={error?.message}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
              className="font-mono"
              value={apiKey}
              onChange={(event) => setApiKey(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
