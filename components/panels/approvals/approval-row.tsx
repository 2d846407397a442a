import { DecisionButtons } from "@/components/approvals/decision-buttons.tsx";
import { Expiry } from "@/components/approvals/expiry.tsx";
import { cn } from "@/components/ui/cn.ts";
import type { WaitingApproval } from "@/hooks/use-approvals.ts";
import { AskedBy } from "./asked-by.tsx";
import { rowId } from "./use-approval-keys.ts";

/** One command that waits: what, where, for whom, how long yet. */
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
  const { command, cwd, agentId, sessionKey, warningText, ask } = request;
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
      <pre className="max-h-80 overflow-y-auto whitespace-pre-wrap rounded-md bg-sunken p-3 font-mono text-sm [overflow-wrap:anywhere]">
        {command}
      </pre>
      <p className="text-muted text-xs">
        {cwd && (
          <>
            in <code className="font-mono [overflow-wrap:anywhere]">{cwd}</code> ·{" "}
          </>
        )}
        {ask === "always" ? "Its rules ask for every command." : "It is not on the list of allowed commands."}
      </p>
      {warningText && <p className="text-sm text-warn">{warningText}</p>}
      <DecisionButtons approval={approval} keys={isCurrent} />
    </li>
  );
}
