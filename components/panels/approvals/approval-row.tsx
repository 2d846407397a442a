import { DecisionButtons } from "@/components/approvals/decision-buttons.tsx";
import { Expiry } from "@/components/approvals/expiry.tsx";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { WaitingApproval } from "@/hooks/use-approvals.ts";
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
  const { byId } = useAgents({ gateway: gateway.id });
  const { command, cwd, agentId, sessionKey, warningText, ask } = request;
  return (
    <li
      id={rowId(id)}
      tabIndex={-1}
      aria-current={isCurrent || undefined}
      onFocus={onFocus}
      className={cn("grid gap-2 rounded-lg border bg-surface p-3", isCurrent && "border-accent")}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        {agentId && (
          <span className="font-medium text-sm text-text" title={agentId}>
            {byId(agentId)?.name ?? agentId}
          </span>
        )}
        {showGateway && <Badge>{gateway.name}</Badge>}
        <span>
          asked <RelativeTime time={createdAtMs} />
        </span>
        {sessionKey && (
          <Link
            href={onGateway(`/chat/${encodeURIComponent(sessionKey)}`, gateway.id)}
            className="text-accent-text hover:underline"
          >
            Open the session
          </Link>
        )}
        <span className="ml-auto">
          <Expiry at={expiresAtMs} />
        </span>
      </div>
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
