import { ListChecks } from "lucide-react";
import { useState } from "react";
import { Field, Select } from "@/components/ui/field.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { AgentRules } from "./agent-rules.tsx";
import { useRules } from "./use-rules.ts";

/** Which commands an agent may run by itself. */
export function Rules() {
  const { current } = useGateways();
  const has = useHasMethod("exec.approvals.get");
  const { agents, defaultId } = useAgents();
  const [chosen, setChosen] = useState<string>();
  const rules = useRules(has);
  const agentId = chosen ?? defaultId;
  if (current && !has) {
    return (
      <EmptyState icon={ListChecks} title="No rules here">
        {current.name} has no rules for commands that can be changed from here.
      </EmptyState>
    );
  }
  if (rules.error && !rules.snapshot) {
    return <ErrorState error={rules.error} title="The rules could not be read" onRetry={rules.refresh} />;
  }
  if (!rules.snapshot || agentId === undefined) {
    return (
      <Loading label="Loading the rules">
        <Skeleton className="h-40" />
      </Loading>
    );
  }
  return (
    <>
      <Field label="Agent">
        {(control) => (
          <Select {...control} value={agentId} onChange={({ target }) => setChosen(target.value)}>
            {agents.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <AgentRules
        key={agentId}
        agentId={agentId}
        snapshot={rules.snapshot}
        busy={rules.isSaving}
        onChange={rules.save}
      />
    </>
  );
}
