import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { ResultFor } from "@/server/protocol/client.ts";
import { WebhookSecret } from "./webhook-secret.tsx";

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const ADDRESS = /^https?:\/\/\S+$/;

/** Adds a webhook account, and shows its secret this once. */
export function AddWebhook({ onAdded, onClose }: { onAdded: () => unknown; onClose: () => void }) {
  const formId = useId();
  const { trigger, isMutating, error } = useGatewayRpcMutation("channels.add");
  const [accountId, setAccountId] = useState("");
  const [callbackUrl, setCallbackUrl] = useState("");
  const [added, setAdded] = useState<ResultFor<"channels.add">>();
  const isName = NAME.test(accountId);
  const isAddress = callbackUrl === "" || ADDRESS.test(callbackUrl);

  async function add(event: FormEvent) {
    event.preventDefault();
    if (isMutating || !isName || !isAddress) return;
    const params = { channel: "webhook" as const, accountId, ...(callbackUrl && { callbackUrl }) };
    const answer = await trigger(params).catch(() => undefined);
    if (!answer) return;
    setAdded(answer);
    await onAdded();
  }

  if (added) return <WebhookSecret added={added} onClose={onClose} />;
  return (
    <Dialog
      open
      // What is being added tells its secret once.
      onOpenChange={(open) => !open && !isMutating && onClose()}
      title="Add a webhook account"
      description="A program posts messages to it, signed; an agent answers."
      footer={
        <>
          <Button disabled={isMutating} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isMutating} disabled={!isName || !isAddress}>
            Add account
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={add} className="grid gap-4 py-2">
        <Field
          label="Name"
          hint="Stands in its address: small letters, digits, - and _."
          error={
            accountId && !isName
              ? "Use small letters, digits, - and _, and begin with a letter or digit."
              : error?.message
          }
        >
          {(control) => (
            <Input
              {...control}
              value={accountId}
              placeholder="shop"
              required
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setAccountId(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Callback URL"
          hint="Answers are posted there, signed with the same secret. Without one they stand in the session alone."
          error={isAddress ? undefined : "It begins with http:// or https://."}
        >
          {(control) => (
            <Input
              {...control}
              value={callbackUrl}
              placeholder="https://example.com/answers"
              inputMode="url"
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setCallbackUrl(event.target.value.trim())}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
