import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { exampleOf } from "./access-facts.ts";

/** A token, this once, and how it is used. Only its own button closes it: a click beside it would cost the token. */
export function TokenSecret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const { origin } = window.location;
  const [wasHeld, setWasHeld] = useState(false);
  const example = exampleOf(secret, origin);
  return (
    <Dialog
      open
      onOpenChange={() => setWasHeld(true)}
      title={`The token of ${name}`}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="grid gap-3 pb-2 text-muted text-sm">
        <p>Copy it now: it is not shown again, and nobody can look it up.</p>
        <Code text={secret} label="Token" />
        <p>
          A person pastes it at <span className="text-text">{origin}/sign-in</span>. A program sends it along:
        </p>
        <Code text={example} label="Example" />
        {wasHeld && <Callout tone="warn">Close this with “I have copied it”: the token is gone then.</Callout>}
      </div>
    </Dialog>
  );
}

function Code({ text, label }: { text: string; label: string }) {
  return (
    <p className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2">
      <code aria-label={label} role="note" className="min-w-0 flex-1 break-all font-mono text-text text-xs">
        {text}
      </code>
      <CopyButton text={text} label={`Copy: ${label}`} />
    </p>
  );
}
