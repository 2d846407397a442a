import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";

/** Asks for a path and does something with it. Stays open and says why when it fails. */
export function PathForm({
  title,
  label,
  hint,
  initial,
  action,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  label: string;
  hint: string;
  initial: string;
  /** The word on the button. */
  action: string;
  onSubmit: (path: string) => Promise<void>;
  onClose: () => void;
  /** More fields. */
  children?: ReactNode;
}) {
  const id = useId();
  const [path, setPath] = useState(initial);
  const [attempt, setAttempt] = useState<{ busy: boolean; error?: string }>({ busy: false });
  const clean = path.trim();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!clean || attempt.busy) return;
    setAttempt({ busy: true });
    try {
      await onSubmit(clean);
      onClose();
    } catch (error) {
      setAttempt({ busy: false, error: error instanceof Error ? error.message : String(error) });
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={id} busy={attempt.busy} disabled={!clean || clean === initial}>
            {action}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="grid gap-3 pb-2">
        {children}
        <Field label={label} hint={hint}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              spellCheck={false}
              autoCapitalize="off"
              value={path}
              onChange={(event) => setPath(event.target.value)}
              className="font-mono"
            />
          )}
        </Field>
        {attempt.error && <Callout tone="bad">{attempt.error}</Callout>}
      </form>
    </Dialog>
  );
}
