import { useState } from "react";
import { toast } from "@/components/ui/toast.ts";
import { useDecide, type WaitingApproval } from "@/hooks/use-approvals.ts";
import type { ApprovalDecision } from "@/server/protocol/approvals.ts";

/** Decides what waits, also one while another is on its way; what goes wrong is said in a corner. */
export function useDecision(): {
  /** What was said and is not answered yet, by the ids of what waits. */
  pending: ReadonlyMap<string, ApprovalDecision>;
  decide: (approval: WaitingApproval, decision: ApprovalDecision) => Promise<void>;
} {
  const send = useDecide();
  const [pending, setPending] = useState<ReadonlyMap<string, ApprovalDecision>>(new Map());
  async function decide(approval: WaitingApproval, decision: ApprovalDecision): Promise<void> {
    setPending((before) => new Map(before).set(approval.id, decision));
    try {
      await send(approval, decision);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      void toast("That was not decided", { tone: "bad", detail });
    } finally {
      setPending((before) => new Map([...before].filter(([id]) => id !== approval.id)));
    }
  }
  return { pending, decide };
}
