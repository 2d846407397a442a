import { ScrollText } from "lucide-react";
import { useMemo } from "react";
import { countOfAnswers } from "@/components/fleet/count-of-answers.ts";
import { FleetNotes } from "@/components/fleet/fleet-notes.tsx";
import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { Link } from "@/components/ui/link.tsx";
import { Page } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { useFleetLog } from "@/hooks/use-fleet-log.ts";
import { LogSearch } from "./log-search.tsx";
import { useLogParams } from "./use-log-params.ts";

/** The newest lines of every gateway's log in order of time, each with its origin and the way to its neighbours. */
export function FleetLogs() {
  const { params, set } = useLogParams();
  const { sources, isLoading, searched } = useFleetLog(params.q, params);
  const lines = useMemo(
    () =>
      sources
        .flatMap(({ gateway, data }) => data?.entries.map((entry) => ({ gateway, entry })) ?? [])
        .sort((a, b) => b.entry.time - a.entry.time),
    [sources],
  );
  return (
    <Page
      title="Logs"
      meta={searched > 0 ? `searched ${searched} lines on ${countOfAnswers(sources)}` : undefined}
      actions={
        <LogSearch
          text={params.q}
          regex={params.regex}
          problem={undefined}
          onText={(q) => set({ q })}
          onRegex={(regex) => set({ regex })}
        />
      }
    >
      <FleetNotes sources={sources} />
      {lines.length > 0 ? (
        <ul aria-label="Lines of all gateways, the newest first">
          {lines.map(({ gateway, entry }) => (
            <li
              key={`${gateway.id} ${entry.cursor}`}
              className="relative flex items-baseline gap-2.5 px-4 py-0.5 text-xs hover:bg-hover"
            >
              <RelativeTime time={entry.time} className="w-14 shrink-0 text-muted" />
              <span className="w-10 shrink-0 text-muted">{entry.level}</span>
              <OriginBadge name={gateway.name} />
              <Link
                href={onGateway(`/logs?line=${entry.cursor}&around=${entry.cursor}`, gateway.id)}
                className="min-w-0 flex-1 truncate font-mono after:absolute after:inset-0"
              >
                {entry.msg}
              </Link>
            </li>
          ))}
        </ul>
      ) : isLoading ? (
        <Skeleton className="m-4 h-48" />
      ) : (
        <EmptyState icon={ScrollText} title={params.q ? `No line has “${params.q}”` : "No lines yet"}>
          Chosen alone in the gateway switcher, each gateway's log has its full history and filters.
        </EmptyState>
      )}
    </Page>
  );
}
