import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./overlay.tsx";
import { Callout } from "./states.tsx";

/** Shows what is told only this once. Only its own button closes it: a click beside it would cost the secret. */
export function SecretDialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  /** {@link SecretText}, and what it is for. */
  children: ReactNode;
}) {
  const [wasHeld, setWasHeld] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={() => setWasHeld(true)}
      title={title}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="grid gap-3 pb-2 text-muted text-sm">
        {children}
        {wasHeld && <Callout tone="warn">Close this with “I have copied it”: it is gone then.</Callout>}
      </div>
    </Dialog>
  );
}

/** A text to be copied, shown whole, with its lines. */
export function SecretText({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-start gap-2 rounded-md bg-sunken px-3 py-2">
      <code
        aria-label={label}
        role="note"
        className="min-w-0 flex-1 self-center whitespace-pre-wrap break-all font-mono text-text text-xs"
      >
        {text}
      </code>
      <CopyButton text={text} label={`Copy: ${label}`} />
    </div>
  );
}
