import { MessagesSquare } from "lucide-react";
import { useMemo } from "react";
import { countOfAnswers } from "@/components/fleet/count-of-answers.ts";
import { FleetNotes } from "@/components/fleet/fleet-notes.tsx";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { compareSessions } from "@/hooks/reducers/sessions.ts";
import { useFleetSessions } from "@/hooks/use-fleet-sessions.ts";
import { FleetHit } from "./fleet-hit.tsx";
import { FleetSession } from "./fleet-session.tsx";
import { SessionSearch } from "./session-search.tsx";
import { filterSessions } from "./session-view.ts";
import { useFleetSearch } from "./use-fleet-search.ts";
import { useSessionParams } from "./use-session-params.ts";

/** The sessions of every gateway, and what is found in their transcripts, each with its origin. */
export function FleetSessions() {
  const { params, filters, set } = useSessionParams();
  const { sources, isLoading } = useFleetSessions();
  const search = useFleetSearch(params.q);
  const rows = useMemo(
    () =>
      sources
        .flatMap(({ gateway, data }) =>
          filterSessions(data?.sessions ?? [], filters).map((session) => ({ gateway, session })),
        )
        .sort((a, b) => compareSessions(a.session, b.session)),
    [sources, filters],
  );
  const isSearching = search.isSearching && rows.length === 0;
  return (
    <Page
      title="Sessions"
      meta={rows.length > 0 ? `${rows.length} on ${countOfAnswers(sources)}` : undefined}
      actions={<SessionSearch text={params.q} onText={(q) => set({ q })} />}
    >
      <FleetNotes sources={sources} />
      {rows.length > 0 && (
        <ul aria-label="Sessions">
          {rows.map(({ gateway, session }) => (
            <FleetSession key={`${gateway.id} ${session.key}`} gateway={gateway} session={session} />
          ))}
        </ul>
      )}
      {search.hits.length > 0 && (
        <>
          <h2 className="px-4 pt-4 pb-1 text-muted text-xs">In transcripts</h2>
          <ul aria-label="Messages found">
            {search.hits.map(({ gateway, hit }) => (
              <FleetHit key={`${gateway.id} ${hit.sessionKey} ${hit.messageId}`} gateway={gateway} hit={hit} />
            ))}
          </ul>
        </>
      )}
      {rows.length === 0 && search.hits.length === 0 && (isLoading || isSearching) && <Skeleton className="m-4 h-48" />}
      {rows.length === 0 && search.hits.length === 0 && !isLoading && !isSearching && (
        <EmptyState icon={MessagesSquare} title={params.q ? `Nothing matches “${params.q}”` : "No sessions yet"}>
          None of the gateways that answer has one.
        </EmptyState>
      )}
    </Page>
  );
}
