import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { useDecide, type WaitingApproval } from "@/hooks/use-approvals.ts";

/** Denies all that wait, those that were there when it was asked. */
export function DenyAll({ waiting }: { waiting: readonly WaitingApproval[] }) {
  const decide = useDecide();
  const [asked, setAsked] = useState<readonly WaitingApproval[]>();

  async function denyAll() {
    const outcomes = await Promise.allSettled((asked ?? []).map((approval) => decide(approval, "deny")));
    const failed = outcomes.filter(({ status }) => status === "rejected").length;
    if (failed > 0)
      throw new Error(`${failed} of ${outcomes.length} were not denied: they may have been decided already.`);
  }

  return (
    <>
      <Button onClick={() => setAsked(waiting)}>
        <X aria-hidden className="text-bad" /> Deny all …
      </Button>
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={(open) => !open && setAsked(undefined)}
        title={`Deny all ${asked?.length ?? 0}?`}
        action="Deny all"
        onConfirm={denyAll}
      >
        None of it is done. Their agents are told so, and go on without.
      </ConfirmDialog>
    </>
  );
}
