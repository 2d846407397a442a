import { memo } from "react";
import { useApprovals, type WaitingApproval } from "@/hooks/use-approvals.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { ApprovalSubject } from "./approval-subject.tsx";
import { questionOf, reasonsOf, warningsOf } from "./approval-text.ts";
import { DecisionButtons } from "./decision-buttons.tsx";
import { Expiry } from "./expiry.tsx";

/** Below a tool call that waits for a person: its decision, where the conversation is. Nothing when it waits for none. */
export function ChatApproval({ sessionKey, toolCallId }: { sessionKey: string; toolCallId: string }) {
  const waiting = useWaitingIn(sessionKey);
  const approval = waiting.find(({ request }) => request.toolCallId === toolCallId);
  if (!approval) return null;
  return (
    <section aria-label="Waiting for your decision" className="grid gap-2 border-t px-3 py-2">
      <Decision approval={approval} />
    </section>
  );
}

/**
 * Above where one writes: what waits for this conversation and belongs to none of the tool calls that are shown, the
 * first to expire. Nothing when nothing does.
 */
export const ChatApprovals = memo(function ChatApprovals({
  sessionKey,
  shownCalls,
}: {
  sessionKey: string;
  /** Ids of the tool calls that stand in the transcript and run, one a line: what streams meanwhile draws nothing anew. */
  shownCalls: string;
}) {
  const waiting = useWaitingIn(sessionKey);
  const shown = new Set(shownCalls.split("\n"));
  const [first, ...later] = waiting.filter(({ request }) => !request.toolCallId || !shown.has(request.toolCallId));
  if (!first) return null;
  return (
    <section
      aria-label="Waiting for your decision"
      className="mx-auto mb-2 grid max-h-[45dvh] w-[calc(100%-1.5rem)] max-w-[calc(48rem-1.5rem)] shrink-0 gap-2 overflow-y-auto rounded-xl border border-warn/40 bg-surface p-3 sm:w-[calc(100%-2rem)] sm:max-w-[calc(48rem-2rem)]"
    >
      <Decision key={first.id} approval={first} />
      {later.length > 0 && <p className="text-muted text-xs">{later.length} more after this</p>}
    </section>
  );
});

/** What waits in a session of the gateway in use. Calls of other sessions, and of other gateways, may have the same ids. */
function useWaitingIn(sessionKey: string): readonly WaitingApproval[] {
  const { current } = useGateways();
  const { waiting } = useApprovals();
  return waiting.filter(({ gateway, request }) => gateway.id === current?.id && request.sessionKey === sessionKey);
}

function Decision({ approval }: { approval: WaitingApproval }) {
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <p className="text-sm text-warn">{questionOf(approval.kind)}</p>
        <Expiry at={approval.expiresAtMs} />
      </div>
      <ApprovalSubject approval={approval} dense />
      {approval.kind !== "exec" && <p className="text-muted text-xs">{reasonsOf(approval).join(" ")}</p>}
      {warningsOf(approval).map((line) => (
        <p key={line} className="text-warn text-xs">
          {line}
        </p>
      ))}
      <DecisionButtons approval={approval} />
    </>
  );
}
