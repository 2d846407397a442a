import { useId } from "react";
import { Checkbox } from "@/components/ui/toggles.tsx";
import { useAgents } from "@/hooks/use-agents.ts";

/** Most agents of a circle. */
const MOST = 16;

/** Which agents are in a circle. */
export function AgentChoice({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (agents: readonly string[]) => void;
}) {
  const { agents } = useAgents();
  const noteId = useId();
  return (
    <fieldset className="grid gap-1.5" aria-describedby={noteId}>
      <legend className="mb-1.5 font-medium text-sm">Agents</legend>
      <div className="grid max-h-48 gap-0.5 overflow-y-auto rounded-md border p-1">
        {agents.map(({ id, name, identity }) => {
          const isIn = chosen.includes(id);
          const full = !isIn && chosen.length >= MOST;
          return (
            <label
              key={id}
              htmlFor={`${noteId}-${id}`}
              className="flex min-h-8 items-center gap-2 rounded-sm px-2 text-sm hover:bg-hover"
            >
              <Checkbox
                id={`${noteId}-${id}`}
                checked={isIn}
                disabled={full}
                onCheckedChange={(on) => onChange(on === true ? [...chosen, id] : chosen.filter((each) => each !== id))}
              />
              <span className="min-w-0 truncate">
                {identity?.emoji} {name}
              </span>
              <code className="ml-auto shrink-0 font-mono text-muted text-xs">@{id}</code>
            </label>
          );
        })}
      </div>
      <p id={noteId} className="text-muted text-xs">
        Those that a message mentions answer it; without a mention all do. At most {MOST}.
      </p>
    </fieldset>
  );
}
