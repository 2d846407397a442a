import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";

/** Asks by what name a call is kept. */
export function SaveCall({ onSave, onClose }: { onSave: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState("");

  function save(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    onSave(name.trim());
    onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keep this call">
      <form onSubmit={save} className="grid gap-4 pb-2">
        <Field label="Name" hint="It is kept in this browser with its params: leave secrets out of them.">
          {(control) => (
            <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!name.trim()}>
            Keep
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
