import { useId, useState } from "react";
import { Field, Input } from "@/components/ui/field.tsx";
import { Checkbox } from "@/components/ui/toggles.tsx";
import { readAddress } from "./address.ts";
import type { GatewayDraft } from "./gateway-draft.ts";

/** Name, address and token of a gateway. */
export function GatewayFields({
  draft,
  change,
  isNew,
  tokenStaysWith,
}: {
  draft: GatewayDraft;
  change: (fields: Partial<GatewayDraft>) => void;
  isNew: boolean;
  /** The host that has the kept token, when the address leads to another. */
  tokenStaysWith: string | undefined;
}) {
  const forgetId = useId();
  const [wasLeft, setWasLeft] = useState(false);
  const address = readAddress(draft.address);
  const problem = !address.ok && wasLeft && draft.address.trim() ? address.problem : undefined;

  return (
    <>
      <Field
        label="Address"
        error={problem}
        hint={(address.ok && address.caution) || "Where it listens: ws:// on this machine, wss:// from elsewhere."}
      >
        {(control) => (
          <Input
            {...control}
            value={draft.address}
            placeholder="ws://127.0.0.1:18789"
            inputMode="url"
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
            onChange={(event) => change({ address: event.target.value })}
            onBlur={() => setWasLeft(true)}
          />
        )}
      </Field>
      <Field label="Name" hint={isNew ? "Without one it is called by its host." : undefined}>
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            placeholder={address.ok ? address.host : undefined}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Token"
        hint={
          isNew
            ? "Kept encrypted on the server; no browser sees it again."
            : tokenStaysWith
              ? `A token kept for ${tokenStaysWith} goes to no other host: enter the one of this host.`
              : "Left empty, the token that it has is kept. It is never shown."
        }
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            value={draft.token}
            maxLength={4_096}
            disabled={draft.forgetsToken}
            // Keeps browsers from filling in, and from offering to store, somebody's password.
            autoComplete="new-password"
            spellCheck={false}
            onChange={(event) => change({ token: event.target.value })}
          />
        )}
      </Field>
      {!isNew && (
        <div className="flex items-center gap-2 text-muted text-sm">
          <Checkbox
            id={forgetId}
            checked={draft.forgetsToken}
            onCheckedChange={(checked) => change({ forgetsToken: checked === true, token: "" })}
          />
          <label htmlFor={forgetId}>Forget the token and connect without one</label>
        </div>
      )}
    </>
  );
}
