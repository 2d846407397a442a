import { type FormEvent, useId, useState } from "react";
import { DEFAULT_MODEL, ModelSelect } from "@/components/models/model-select.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useAgents } from "@/hooks/use-agents.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import { changesOf } from "./agent-changes.ts";

/** Makes an agent, or changes the one given. */
export default function AgentForm({
  agent,
  onClose,
  onCreated,
}: {
  agent?: AgentSummary;
  onClose: () => void;
  onCreated?: (agentId: string) => void;
}) {
  const formId = useId();
  const create = useGatewayRpcMutation("agents.create");
  const update = useGatewayRpcMutation("agents.update");
  const { refresh } = useAgents();
  const [name, setName] = useState(agent?.name ?? "");
  const [emoji, setEmoji] = useState(agent?.identity?.emoji ?? "");
  const [model, setModel] = useState(agent?.model.primary ?? DEFAULT_MODEL);
  const error = create.error ?? update.error;
  const isBusy = create.isMutating || update.isMutating;

  async function save() {
    if (!agent) {
      const made = await create.trigger({
        name: name.trim(),
        ...(emoji.trim() && { emoji: emoji.trim() }),
        ...(model !== DEFAULT_MODEL && { model }),
      });
      toast(`${made.name} is ready`, { tone: "good" });
      // Whoever is led to it must find it.
      await refresh().catch(() => {});
      onCreated?.(made.agentId);
      return;
    }
    const changes = changesOf(agent, { name, emoji, model: model === DEFAULT_MODEL ? null : model });
    if (changes) await update.trigger({ agentId: agent.id, ...changes });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    // What went wrong stands in the dialog, which stays open.
    save().then(onClose, () => undefined);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={agent ? `Edit ${agent.name}` : "New agent"}
      description={agent ? undefined : "It gets a folder with starter files, which you can edit at once."}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={isBusy} disabled={!name.trim()}>
            {agent ? "Save" : "Create agent"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4 py-2">
        <div className="grid grid-cols-[1fr_6rem] items-start gap-3">
          <Field label="Name" hint={agent ? undefined : "Its id is made from the name and stays."}>
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={80}
                required
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Emoji">
            {(control) => (
              <Input
                {...control}
                value={emoji}
                maxLength={16}
                autoComplete="off"
                onChange={(event) => setEmoji(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field label="Model" hint="A change takes effect with the next run.">
          {(control) => <ModelSelect {...control} value={model} onChange={setModel} />}
        </Field>
        {error && <Callout tone="bad">{error.message}</Callout>}
      </form>
    </Dialog>
  );
}
