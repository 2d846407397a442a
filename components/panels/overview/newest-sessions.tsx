import { previewOf, titleOf } from "@/components/sessions/session-title.ts";
import { StatusDot, type Tone } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Callout, Skeleton } from "@/components/ui/states.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { useSessions } from "@/hooks/use-sessions.ts";
import type { SessionRow } from "@/server/protocol/methods.ts";

const SHOWN = 10;

/** The sessions that something happened in last. */
export function NewestSessions() {
  const { rows, totalCount, isLoading, error } = useSessions();
  const newest = rows.toSorted((a, b) => b.updatedAt - a.updatedAt).slice(0, SHOWN);
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
        <Skeleton className="m-3 h-40" />
      ) : newest.length === 0 ? (
        <p className="px-3 py-4 text-muted text-sm">No session yet.</p>
      ) : (
        <ul className="py-1">
          {newest.map((row) => (
            <SessionLine key={row.key} row={row} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function SessionLine({ row }: { row: SessionRow }) {
  const { byId } = useAgents();
  const { tone, label } = lookOf(row);
  return (
    <li>
      <Link
        href={`/chat/${encodeURIComponent(row.key)}`}
        className="flex h-row items-center gap-2.5 px-3 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <StatusDot tone={tone} label={label} live={row.hasActiveRun} />
        <span className={cn("min-w-0 max-w-[60%] shrink-0 truncate", row.unread && "font-semibold")}>
          {titleOf(row)}
        </span>
        <span className="min-w-0 flex-1 truncate text-muted max-sm:invisible">{previewOf(row)}</span>
        <span className="shrink-0 text-muted text-xs max-sm:hidden">{byId(row.agentId)?.name ?? row.agentId}</span>
        <RelativeTime time={row.updatedAt} className="w-14 shrink-0 text-right text-muted text-xs" />
      </Link>
    </li>
  );
}

function lookOf({ hasActiveRun, status, unread }: SessionRow): { tone: Tone; label: string } {
  if (hasActiveRun) return { tone: "accent", label: "Running" };
  if (status === "failed" || status === "timeout" || status === "interrupted") return { tone: "bad", label: "Failed" };
  return unread ? { tone: "info", label: "Not read" } : { tone: "neutral", label: "Idle" };
}
