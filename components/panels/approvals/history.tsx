import { History as Icon } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { EmptyState, ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useGatewayRpc } from "@/hooks/use-gateway-rpc.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import type { TerminalApproval } from "@/server/protocol/approvals.ts";

const LOOKS: Record<TerminalApproval["status"], { tone: Tone; label: string }> = {
  allowed: { tone: "good", label: "Allowed" },
  denied: { tone: "bad", label: "Denied" },
  expired: { tone: "warn", label: "Expired" },
  cancelled: { tone: "neutral", label: "Cancelled" },
};
const NEWEST = { limit: 100 };
const EVENTS = ["exec.approval.resolved"];

/** What became of the commands that waited, newest first. */
export function History() {
  const { current } = useGateways();
  const has = useHasMethod("approval.history");
  const { data, error, refresh } = useGatewayRpc("approval.history", has ? NEWEST : null, { events: EVENTS });
  if (current && !has) {
    return (
      <EmptyState icon={Icon} title="No history here">
        {current.name} keeps no history of decisions.
      </EmptyState>
    );
  }
  if (error && !data) return <ErrorState error={error} title="The history could not be read" onRetry={refresh} />;
  if (!data) {
    return (
      <div role="status" aria-label="Loading the history" className="grid gap-2 p-4">
        <Skeleton className="h-12" />
        <Skeleton className="h-12" />
      </div>
    );
  }
  if (data.items.length === 0) {
    return (
      <EmptyState icon={Icon} title="Nothing was decided yet">
        Who allowed or denied which command, and when, will stand here.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Decisions" className="divide-y">
      {data.items.map((item) => (
        <Decision key={item.id} item={item} />
      ))}
    </ul>
  );
}

function Decision({ item }: { item: TerminalApproval }) {
  const { presentation, resolvedAtMs, resolver } = item;
  const look = LOOKS[item.status];
  const always = item.status === "allowed" && item.decision === "allow-always";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <Badge tone={look.tone}>{always ? "Always allowed" : look.label}</Badge>
      <code className="min-w-0 flex-1 basis-60 font-mono text-sm [overflow-wrap:anywhere]">
        {presentation.commandText ?? presentation.title}
      </code>
      <span className="text-muted text-xs">
        {[presentation.agentId, resolver?.id && `by ${resolver.id}`].filter(Boolean).join(" · ")}
      </span>
      <RelativeTime time={resolvedAtMs} className="text-muted text-xs" />
    </li>
  );
}
