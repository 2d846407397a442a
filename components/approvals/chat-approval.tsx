import { useApprovals } from "@/hooks/use-approvals.ts";
import { DecisionButtons } from "./decision-buttons.tsx";
import { Expiry } from "./expiry.tsx";

/** Below a tool call that waits for a person: its decision, where the conversation is. Nothing when it waits for none. */
export function ChatApproval({ toolCallId }: { toolCallId: string }) {
  const { waiting } = useApprovals();
  const approval = waiting.find(({ request }) => request.toolCallId === toolCallId);
  if (!approval) return null;
  return (
    <section aria-label="Waiting for your decision" className="grid gap-2 border-t px-3 py-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <p className="text-sm text-warn">May it run this?</p>
        <Expiry at={approval.expiresAtMs} />
      </div>
      <pre className="max-h-60 overflow-y-auto whitespace-pre-wrap rounded-md bg-sunken p-2 font-mono text-xs [overflow-wrap:anywhere]">
        {approval.request.command}
      </pre>
      <DecisionButtons approval={approval} />
    </section>
  );
}
