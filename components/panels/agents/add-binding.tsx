import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input, Select } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { useBindings } from "@/hooks/use-bindings.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import { BINDING_KEYS, type BindingKey } from "@/server/protocol/routing.ts";
import { BINDING_CHOICES, bindingWords } from "./binding-words.ts";

/** Lets an agent answer somebody, or everybody on a channel. */
export default function AddBinding({ agent, onClose }: { agent: AgentSummary; onClose: () => void }) {
  const formId = useId();
  const { bindings } = useBindings();
  const { trigger, isMutating, error } = useGatewayRpcMutation("bindings.set");
  const [matchKey, setMatchKey] = useState<BindingKey>("channel");
  const [value, setValue] = useState("");
  const [priority, setPriority] = useState("0");
  const matchValue = matchKey === "default" ? "*" : value.trim().toLowerCase();
  const taken = bindings.find((each) => each.matchKey === matchKey && each.matchValue === matchValue);
  const canAdd = matchValue !== "" && /^-?\d{1,6}$/.test(priority.trim());

  async function add(event: FormEvent) {
    event.preventDefault();
    if (isMutating || !canAdd) return;
    const match = { matchKey, matchValue, priority: Number(priority) };
    const answer = await trigger({ agentId: agent.id, ...match }).catch(() => undefined);
    if (answer) onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !isMutating && onClose()}
      title={`Whom ${agent.name} answers`}
      description="Of messages that come by channels. In its chats everybody is answered."
      footer={
        <>
          <Button disabled={isMutating} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isMutating} disabled={!canAdd}>
            Add binding
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={add} className="grid gap-4 py-2">
        <Field label="Whose messages">
          {(control) => (
            <Select {...control} value={matchKey} onChange={(event) => setMatchKey(event.target.value as BindingKey)}>
              {BINDING_KEYS.map((key) => (
                <option key={key} value={key}>
                  {BINDING_CHOICES[key].label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {matchKey !== "default" && (
          <Field label={BINDING_CHOICES[matchKey].name} hint={`${BINDING_CHOICES[matchKey].hint} “*” is any.`}>
            {(control) => (
              <Input
                {...control}
                value={value}
                maxLength={256}
                required
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={(event) => setValue(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field label="Priority" hint="Of two that look at the same kind of thing, the higher one is asked first.">
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={priority}
              onChange={(event) => setPriority(event.target.value)}
            />
          )}
        </Field>
        {taken && taken.agentId !== agent.id && (
          <Callout tone="warn">
            {taken.agentId} answers {bindingWords(taken)} now: it will not any more.
          </Callout>
        )}
        {error && <Callout tone="bad">{error.message}</Callout>}
      </form>
    </Dialog>
  );
}
