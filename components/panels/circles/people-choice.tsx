import { Check, Plus } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Textarea } from "@/components/ui/field.tsx";
import { peopleIn } from "./circle-name.ts";
import { useKnownPeople } from "./use-known-people.ts";

/** Who may be in a circle: those who are known by a press, others by their ids. `typed` is one a line. */
export function PeopleChoice({ typed, onChange }: { typed: string; onChange: (typed: string) => void }) {
  const known = useKnownPeople();
  const chosen = peopleIn(typed);
  const toggle = (id: string) =>
    onChange((chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]).join("\n"));
  return (
    <div className="grid gap-2">
      <Field
        label="People"
        hint="Ids of those who, with admins, alone see the circle and what its agents keep of it, one a line. Left empty, everybody does, also what was said before. What agents write into their folders is everybody's."
      >
        {(control) => (
          <Textarea {...control} rows={2} value={typed} onChange={({ target }) => onChange(target.value)} />
        )}
      </Field>
      {known.length > 0 && (
        <fieldset className="flex max-h-32 flex-wrap gap-1.5 overflow-y-auto">
          <legend className="mb-1.5 text-muted text-xs">Known here</legend>
          {known.map(({ id, name }) => {
            const isIn = chosen.includes(id);
            return (
              <Button key={id} size="sm" aria-pressed={isIn} title={id} onClick={() => toggle(id)}>
                {isIn ? <Check aria-hidden /> : <Plus aria-hidden />} <span className="max-w-40 truncate">{name}</span>
              </Button>
            );
          })}
        </fieldset>
      )}
    </div>
  );
}
