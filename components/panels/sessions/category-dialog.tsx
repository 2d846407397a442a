import { useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { runBulk } from "./bulk.ts";
import type { QuestionDialogProps } from "./question-dialog.tsx";

/** Puts sessions into a category, one that exists or a new one; an empty name takes them out. */
export function CategoryDialog({ question: { keys }, rows, actions, onClose, onDone }: QuestionDialogProps) {
  const known = [...new Set([...rows.values()].flatMap(({ category }) => category ?? []))].sort();
  const [name, setName] = useState(rows.get(keys[0] ?? "")?.category ?? "");
  const [attempt, setAttempt] = useState<{ busy: boolean; error?: string }>({ busy: false });
  const options = useId();

  const save = async () => {
    setAttempt({ busy: true });
    const category = name.trim() || null;
    const { failures } = await runBulk(
      keys,
      (key) => actions.patch(key, { category }),
      () => {},
    );
    const [first] = failures;
    setAttempt({ busy: false, error: first && `${failures.length} of ${keys.length} failed: ${first.message}` });
    if (first) return;
    onDone();
    onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={keys.length === 1 ? "Category" : `Category of ${keys.length} sessions`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={attempt.busy} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <form
        className="pb-2"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label="Name" hint="Sessions can be grouped by it. Leave it empty for none." error={attempt.error}>
          {(control) => (
            <Input
              {...control}
              list={options}
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <datalist id={options}>
          {known.map((category) => (
            <option key={category} value={category} />
          ))}
        </datalist>
      </form>
    </Dialog>
  );
}
