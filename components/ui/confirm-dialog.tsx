import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./overlay";
import { Callout } from "./states";

/** Asks before something that cannot be taken back. Stays open and says why when it fails. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  action,
  onConfirm,
  tone = "danger",
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, and what will be gone. */
  children: ReactNode;
  /** The word on the button: "Delete". */
  action: string;
  /** What is done; a promise is waited for, and why it failed is shown. */
  onConfirm: () => unknown;
  tone?: "danger" | "primary";
}) {
  const [attempt, setAttempt] = useState<{ busy: boolean; error?: string }>({ busy: false });

  async function confirm() {
    setAttempt({ busy: true });
    try {
      await onConfirm();
      setAttempt({ busy: false });
      onOpenChange(false);
    } catch (error) {
      setAttempt({ busy: false, error: error instanceof Error ? error.message : String(error) });
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant={tone} busy={attempt.busy} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 pb-2 text-muted text-sm">
        {children}
        {attempt.error && <Callout tone="bad">{attempt.error}</Callout>}
      </div>
    </Dialog>
  );
}
