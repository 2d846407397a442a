import { useState } from "react";
import { toast } from "@/components/ui/toast.ts";
import { useDecide, type WaitingApproval } from "@/hooks/use-approvals.ts";
import type { ApprovalDecision } from "@/server/protocol/approvals.ts";

/** Decides one command at a time; what goes wrong is said in a corner. */
export function useDecision(): {
  pending: { id: string; decision: ApprovalDecision } | undefined;
  decide: (approval: WaitingApproval, decision: ApprovalDecision) => Promise<void>;
} {
  const send = useDecide();
  const [pending, setPending] = useState<{ id: string; decision: ApprovalDecision }>();
  async function decide(approval: WaitingApproval, decision: ApprovalDecision): Promise<void> {
    setPending({ id: approval.id, decision });
    try {
      await send(approval, decision);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      void toast("The command was not decided", { tone: "bad", detail });
    } finally {
      setPending(undefined);
    }
  }
  return { pending, decide };
}
