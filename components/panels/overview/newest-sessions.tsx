import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { SessionDot } from "@/components/sessions/session-mark.tsx";
import { previewOf, titleOf } from "@/components/sessions/session-title.ts";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Callout, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { FleetSnapshot } from "@/hooks/use-fleet-snapshot.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { SessionRow, SessionsListResult } from "@/server/protocol/sessions.ts";

const SHOWN = 10;

/** The sessions that something happened in last. */
export function NewestSessions({ sessions }: { sessions: FleetSnapshot<SessionsListResult> }) {
  const { sources, isLoading } = sessions;
  const isMerged = sources.length > 1;
  const totalCount = sources.reduce((sum, { data }) => sum + (data?.totalCount ?? 0), 0);
  const error = isMerged ? undefined : sources[0]?.error;
  const newest = sources
    .flatMap(({ gateway, data }) => (data?.sessions ?? []).map((row) => ({ gateway, row })))
    .sort((a, b) => b.row.updatedAt - a.row.updatedAt)
    .slice(0, SHOWN);
  return (
    <Section
      title="Sessions"
      actions={
        totalCount > 0 && (
          <Link href="/sessions" className="rounded-sm text-accent-text text-xs">
            All {totalCount}
          </Link>
        )
      }
    >
      {error && newest.length === 0 ? (
        <Callout tone="bad" className="m-3">
          {error.message}
        </Callout>
      ) : isLoading ? (
        <Loading label="Loading the sessions" className="p-3">
          <Skeleton className="h-40" />
        </Loading>
      ) : newest.length === 0 ? (
        <p className="px-3 py-4 text-muted text-sm">No session yet.</p>
      ) : (
        <ul className="py-1">
          {newest.map(({ gateway, row }) => (
            <SessionLine key={`${gateway.id} ${row.key}`} row={row} origin={isMerged ? gateway : undefined} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function SessionLine({ row, origin }: { row: SessionRow; origin: GatewayInfo | undefined }) {
  const { byId } = useAgents();
  return (
    <li>
      <Link
        href={onGateway(`/chat/${encodeURIComponent(row.key)}`, origin?.id)}
        className="flex h-row items-center gap-2.5 px-3 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <SessionDot row={row} />
        <span className={cn("min-w-0 max-w-[60%] shrink-0 truncate", row.unread && "font-semibold")}>
          {titleOf(row)}
        </span>
        <span className="min-w-0 flex-1 truncate text-muted max-sm:invisible">{previewOf(row)}</span>
        <span className="shrink-0 text-muted text-xs max-sm:hidden">
          {origin ? row.agentId : (byId(row.agentId)?.name ?? row.agentId)}
        </span>
        {origin && <OriginBadge name={origin.name} />}
        <RelativeTime time={row.updatedAt} className="w-14 shrink-0 text-right text-muted text-xs" />
      </Link>
    </li>
  );
}
