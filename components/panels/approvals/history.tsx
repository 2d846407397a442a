import { History as Icon } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Callout, EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { type PastApproval, useApprovalHistory } from "@/hooks/use-approval-history.ts";
import { fleetNotes } from "@/hooks/use-fleet-snapshot.ts";
import type { TerminalApproval } from "@/server/protocol/approvals.ts";

const LOOKS: Record<TerminalApproval["status"], { tone: Tone; label: string }> = {
  allowed: { tone: "good", label: "Allowed" },
  denied: { tone: "bad", label: "Denied" },
  expired: { tone: "warn", label: "Expired" },
  cancelled: { tone: "neutral", label: "Cancelled" },
};

/** What became of all that waited on any gateway, newest first. */
export function History() {
  const { decisions, sources, isLoading, refresh } = useApprovalHistory();
  const notes = fleetNotes(sources.filter(({ state }) => state !== "loading"));
  const only = sources.length === 1 ? sources[0] : undefined;

  if (only?.state === "lacking") {
    return (
      <EmptyState icon={Icon} title="No history here">
        {only.gateway.name} keeps no history of decisions.
      </EmptyState>
    );
  }
  if (only?.error && !only.data) {
    return <ErrorState error={only.error} title="The history could not be read" onRetry={refresh} />;
  }
  return (
    <>
      {notes.length > 0 && (
        <div className="grid gap-2 px-4 pt-4">
          {notes.map(({ id, text }) => (
            <Callout key={id}>{text}</Callout>
          ))}
        </div>
      )}
      {isLoading && (
        <Loading label="Loading the history" className="grid gap-2 p-4">
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
        </Loading>
      )}
      {!isLoading && decisions.length === 0 && (
        <EmptyState icon={Icon} title="Nothing was decided yet">
          Who allowed or denied what, and when, will stand here.
        </EmptyState>
      )}
      {decisions.length > 0 && (
        <ul aria-label="Decisions" className="divide-y">
          {decisions.map((item) => (
            <Decision key={`${item.gateway.id} ${item.id}`} item={item} showGateway={sources.length > 1} />
          ))}
        </ul>
      )}
    </>
  );
}

function Decision({ item, showGateway }: { item: PastApproval; showGateway: boolean }) {
  const { presentation, resolvedAtMs, resolver, gateway } = item;
  const look = LOOKS[item.status];
  const always = item.status === "allowed" && item.decision === "allow-always";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <Badge tone={look.tone}>{always ? "Always allowed" : look.label}</Badge>
      <code className="min-w-0 flex-1 basis-60 font-mono text-sm [overflow-wrap:anywhere]">
        {presentation.commandText ?? [presentation.title, presentation.description].filter(Boolean).join(": ")}
      </code>
      <span className="text-muted text-xs" title={resolver?.id}>
        {[showGateway && gateway.name, presentation.agentId, resolver?.id && `by ${nameOf(resolver.id)}`]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <RelativeTime time={resolvedAtMs} className="text-muted text-xs" />
    </li>
  );
}

/** OpenClaw tells devices by the digests of their keys, of which the beginning says enough. */
function nameOf(resolver: string): string {
  return /^[0-9a-f]{64}$/.test(resolver) ? `device ${resolver.slice(0, 8)}` : resolver;
}
