import { FleetNotes } from "@/components/fleet/fleet-notes.tsx";
import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Loading, Skeleton } from "@/components/ui/states.tsx";
import { fleetNotes } from "@/hooks/use-fleet-snapshot.ts";
import { useRecentErrors } from "./use-recent-errors.ts";

/** The last errors of the log. */
export function RecentErrors() {
  const { entries, sources, isLoading } = useRecentErrors();
  const isMerged = sources.length > 1;
  const [note] = fleetNotes(sources);
  return (
    <Section
      title="Last errors"
      actions={
        <Link href="/logs?level=error,fatal" className="rounded-sm text-accent-text text-xs">
          Open in Logs
        </Link>
      }
    >
      {isMerged && <FleetNotes sources={sources} />}
      {isLoading ? (
        <Loading label="Loading the last errors" className="p-3">
          <Skeleton className="h-16" />
        </Loading>
      ) : note && !isMerged && entries.length === 0 ? (
        <p className="px-3 py-4 text-muted text-sm">{note.text}</p>
      ) : entries.length === 0 ? (
        <p className="px-3 py-4 text-muted text-sm">No errors in the log.</p>
      ) : (
        <ul className="divide-y">
          {entries.map(({ gateway, entry }) => (
            <li key={`${gateway.id} ${entry.cursor}`}>
              <Link
                href={onGateway(`/logs?line=${entry.cursor}&around=${entry.cursor}`, isMerged ? gateway.id : undefined)}
                className="block px-3 py-2 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
              >
                <span className="flex items-baseline gap-2 text-xs">
                  <span className="font-medium text-bad">{entry.level}</span>
                  <span className="min-w-0 flex-1 truncate text-muted">{entry.source}</span>
                  {isMerged && <OriginBadge name={gateway.name} />}
                  <RelativeTime time={entry.time} className="shrink-0 text-muted" />
                </span>
                <span className="line-clamp-2 break-words text-sm">{entry.msg}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
