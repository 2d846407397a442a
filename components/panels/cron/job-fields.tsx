import { ModelSelect } from "@/components/models/model-select.tsx";
import { Field, Input, Select, Textarea } from "@/components/ui/field.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { JobDraft } from "./job-draft.ts";

/** Name, words, agent and place of a job. */
export function JobFields({ draft, change }: { draft: JobDraft; change: (fields: Partial<JobDraft>) => void }) {
  const { agents, byId, defaultId } = useAgents();
  const { agentId, place } = draft;
  return (
    <>
      <Field label="Name">
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            maxLength={200}
            required
            autoComplete="off"
            placeholder="Morning report"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      {draft.words !== undefined && (
        <Field label="What to say to the agent">
          {(control) => (
            <Textarea
              {...control}
              value={draft.words}
              rows={3}
              maxLength={100_000}
              required
              placeholder="Look at yesterday's errors and write a short report."
              onChange={(event) => change({ words: event.target.value })}
            />
          )}
        </Field>
      )}
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <Field label="Agent">
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={agentId}
              onChange={(event) => change({ agentId: event.target.value })}
            >
              <option value="">{defaultId ? `Default (${byId(defaultId)?.name ?? defaultId})` : "Default"}</option>
              {agentId && !byId(agentId) && <option value={agentId}>{agentId}</option>}
              {agents.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {place !== "kept" && draft.words !== undefined && (
          <Field label="Session">
            {(control) => (
              <Select
                {...control}
                className="w-full"
                value={place}
                onChange={(event) => change({ place: event.target.value === "main" ? "main" : "isolated" })}
              >
                <option value="isolated">Its own, fresh each time</option>
                <option value="main">The agent's main one</option>
              </Select>
            )}
          </Field>
        )}
        {place === "isolated" && draft.words !== undefined && (
          <Field label="Model">
            {(control) => <ModelSelect {...control} value={draft.model} onChange={(model) => change({ model })} />}
          </Field>
        )}
      </div>
    </>
  );
}
