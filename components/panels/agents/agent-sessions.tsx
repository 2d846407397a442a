import { SessionDot } from "@/components/sessions/session-mark.tsx";
import { titleOf } from "@/components/sessions/session-title.ts";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useSessions } from "@/hooks/use-sessions.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { chatHref, mainSessionOf } from "./agents-route.ts";

const SHOWN = 8;

/** An agent's newest conversations. */
export function AgentSessions({ agentId }: { agentId: string }) {
  const { rows, totalCount, isLoading, error, refresh } = useSessions({ agentId, limit: SHOWN });
  return (
    <Section
      title="Newest sessions"
      actions={
        totalCount > SHOWN && (
          <Link href={`/sessions?agent=${encodeURIComponent(agentId)}`} className="text-accent-text text-xs">
            All {totalCount}
          </Link>
        )
      }
    >
      {error && rows.length === 0 ? (
        <ErrorState error={error} title="The sessions could not be read" onRetry={refresh} />
      ) : isLoading ? (
        <Skeleton className="m-3 h-24" />
      ) : rows.length === 0 ? (
        <p className="px-3 py-6 text-center text-muted text-sm">
          Nobody has talked to it yet.{" "}
          <Link href={chatHref(mainSessionOf(agentId))} className="text-accent-text underline underline-offset-2">
            Say something
          </Link>
        </p>
      ) : (
        <ul className="py-1">
          {rows.slice(0, SHOWN).map((row) => (
            <SessionLine key={row.key} row={row} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function SessionLine({ row }: { row: SessionRow }) {
  return (
    <li>
      <Link
        href={chatHref(row.key)}
        className="flex h-row items-center gap-2 px-3 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <SessionDot row={row} />
        <span className="min-w-0 flex-1 truncate">{titleOf(row)}</span>
        <RelativeTime time={row.updatedAt} className="shrink-0 text-muted text-xs" />
      </Link>
    </li>
  );
}
