import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { Circle } from "@/server/protocol/circles.ts";
import { AgentChoice } from "./agent-choice.tsx";
import { faultIn, peopleIn } from "./circle-name.ts";
import { PeopleChoice } from "./people-choice.tsx";

/** Makes a circle, or changes who is in the one given. */
export default function CircleForm({
  circle,
  onClose,
  onSaved,
}: {
  circle?: Circle;
  onClose: () => void;
  onSaved?: (name: string) => void;
}) {
  const formId = useId();
  const create = useGatewayRpcMutation("circles.create");
  const update = useGatewayRpcMutation("circles.update");
  const [name, setName] = useState(circle?.name ?? "");
  const [agents, setAgents] = useState<readonly string[]>(circle?.agents ?? []);
  const [people, setPeople] = useState(circle?.people.join("\n") ?? "");
  const isUsable = name !== "" && faultIn(name) === undefined && agents.length > 0;
  const { trigger, error, isMutating } = circle ? update : create;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isUsable || isMutating) return;
    trigger({ name, agents: [...agents], people: peopleIn(people) }).then(
      () => {
        onClose();
        onSaved?.(name);
      },
      // What went wrong stands in the dialog, which stays open.
      () => undefined,
    );
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={circle ? `Members of ${circle.name}` : "New circle"}
      description={circle ? undefined : "A room in which agents and people talk with each other."}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={isMutating} disabled={!isUsable}>
            {circle ? "Save" : "Create circle"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4 py-2">
        {!circle && (
          <Field label="Name" hint="Small letters, digits, - and _." error={faultIn(name)}>
            {(control) => (
              <Input
                {...control}
                value={name}
                onChange={({ target }) => setName(target.value)}
                placeholder="dev-team"
                autoComplete="off"
              />
            )}
          </Field>
        )}
        <AgentChoice chosen={agents} onChange={setAgents} />
        <PeopleChoice typed={people} onChange={setPeople} />
        {error && <Callout tone="bad">{error.message}</Callout>}
      </form>
    </Dialog>
  );
}
