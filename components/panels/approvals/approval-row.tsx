import { ApprovalSubject } from "@/components/approvals/approval-subject.tsx";
import { reasonsOf, warningsOf } from "@/components/approvals/approval-text.ts";
import { DecisionButtons } from "@/components/approvals/decision-buttons.tsx";
import { Expiry } from "@/components/approvals/expiry.tsx";
import { cn } from "@/components/ui/cn.ts";
import type { WaitingApproval } from "@/hooks/use-approvals.ts";
import { AskedBy } from "./asked-by.tsx";
import { rowId } from "./use-approval-keys.ts";

/** One thing that waits: what, where, for whom, how long yet. */
export function ApprovalRow({
  approval,
  isCurrent,
  showGateway,
  onFocus,
}: {
  approval: WaitingApproval;
  isCurrent: boolean;
  showGateway: boolean;
  onFocus: () => void;
}) {
  const { id, request, createdAtMs, expiresAtMs, gateway } = approval;
  const { agentId, sessionKey } = request;
  const cwd = approval.kind === "exec" ? approval.request.cwd : undefined;
  return (
    <li
      id={rowId(id)}
      tabIndex={-1}
      aria-current={isCurrent || undefined}
      onFocus={onFocus}
      className={cn("grid gap-2 rounded-lg border bg-surface p-3", isCurrent && "border-accent")}
    >
      <AskedBy {...{ gateway, showGateway, agentId, sessionKey }} at={createdAtMs}>
        <span className="ml-auto">
          <Expiry at={expiresAtMs} />
        </span>
      </AskedBy>
      <ApprovalSubject approval={approval} />
      <p className="text-muted text-xs">
        {cwd && (
          <>
            in <code className="font-mono [overflow-wrap:anywhere]">{cwd}</code> ·{" "}
          </>
        )}
        {reasonsOf(approval).join(" ")}
      </p>
      {warningsOf(approval).map((line) => (
        <p key={line} className="text-sm text-warn">
          {line}
        </p>
      ))}
      <DecisionButtons approval={approval} keys={isCurrent} />
    </li>
  );
}
