import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input, Select } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { useTokens } from "@/hooks/use-access.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { ROLES, type Role } from "@/server/protocol/access.ts";
import type { ResultFor } from "@/server/protocol/client.ts";
import { endAfter, LIFETIMES, type Lifetime, ROLE_WORDS } from "./access-facts.ts";
import { TokenSecret } from "./token-secret.tsx";

/** Makes a token, and shows it this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const { trigger, isMutating, error } = useGatewayRpcMutation("tokens.create");
  const { refresh } = useTokens();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const [made, setMade] = useState<ResultFor<"tokens.create">>();

  async function make(event: FormEvent) {
    event.preventDefault();
    if (isMutating || name.trim() === "") return;
    const expiresAt = endAfter(lifetime, Date.now());
    const answer = await trigger({ name: name.trim(), role, ...(expiresAt !== undefined && { expiresAt }) }).catch(
      () => undefined,
    );
    if (!answer) return;
    setMade(answer);
    await refresh();
  }

  if (made) return <TokenSecret name={made.token.name} secret={made.secret} onClose={onClose} />;
  return (
    <Dialog
      open
      // What is being made is told once.
      onOpenChange={(open) => !open && !isMutating && onClose()}
      title="New token"
      description="For a person, a script or another program."
      footer={
        <>
          <Button disabled={isMutating} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isMutating} disabled={name.trim() === ""}>
            Make token
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={make} className="grid gap-4 py-2">
        <Field label="Name" hint="Who or what it is for. It stands beside everything that is done with it.">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={80}
              required
              autoFocus
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Role" hint={ROLE_WORDS[role].meaning}>
          {(control) => (
            <Select {...control} value={role} onChange={(event) => setRole(event.target.value as Role)}>
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {ROLE_WORDS[each].label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Good for">
          {(control) => (
            <Select {...control} value={lifetime} onChange={(event) => setLifetime(event.target.value as Lifetime)}>
              {LIFETIMES.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {error && <Callout tone="bad">{error.message}</Callout>}
      </form>
    </Dialog>
  );
}
