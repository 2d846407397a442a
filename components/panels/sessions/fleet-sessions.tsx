import { MessagesSquare } from "lucide-react";
import { countOfAnswers } from "@/components/fleet/count-of-answers.ts";
import { FleetNotes } from "@/components/fleet/fleet-notes.tsx";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { FleetDetail } from "./fleet-detail.tsx";
import { FleetHit } from "./fleet-hit.tsx";
import { FleetSession } from "./fleet-session.tsx";
import { QuestionDialog } from "./question-dialog.tsx";
import { SessionSearch } from "./session-search.tsx";
import { useFleetBoard } from "./use-fleet-board.ts";
import { useFleetSearch } from "./use-fleet-search.ts";

/** The sessions of every gateway, and what is found in their transcripts, each with its origin. */
export function FleetSessions() {
  const board = useFleetBoard();
  const { params, set, sources, rows, byId, actions, ticked, untickAll, question, ask, closeQuestion, opened } = board;
  const search = useFleetSearch(params.q);

  const done = () => {
    if (question?.kind === "delete" && opened !== undefined && question.keys.includes(opened)) board.open(undefined);
    untickAll();
  };

  return (
    <Page
      title="Sessions"
      className="flex overflow-hidden"
      meta={rows.length > 0 ? `${rows.length} on ${countOfAnswers(sources)}` : undefined}
      actions={<SessionSearch text={params.q} onText={(q) => set({ q })} />}
    >
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="min-h-0 flex-1 overflow-y-auto">
          <FleetNotes sources={sources} />
          <FleetRows board={board} search={search} />
        </div>
        <BulkBar rows={byId} ticked={ticked} actions={actions} ask={ask} untickAll={untickAll} />
      </div>
      {opened !== undefined && <FleetDetail key={opened} id={opened} onClose={() => board.open(undefined)} />}
      {question && (
        <QuestionDialog question={question} rows={byId} actions={actions} onClose={closeQuestion} onDone={done} />
      )}
    </Page>
  );
}

interface FleetRowsProps {
  board: ReturnType<typeof useFleetBoard>;
  search: ReturnType<typeof useFleetSearch>;
}

function FleetRows({ board, search }: FleetRowsProps) {
  const { rows, ticked, opened, params } = board;
  const isPending = board.isLoading || search.isSearching;
  if (rows.length === 0 && search.hits.length === 0) {
    return isPending ? (
      <Skeleton className="m-4 h-48" />
    ) : (
      <EmptyState icon={MessagesSquare} title={params.q ? `Nothing matches “${params.q}”` : "No sessions yet"}>
        None of the gateways that answer has one.
      </EmptyState>
    );
  }
  return (
    <>
      {rows.length > 0 && (
        <ul aria-label="Sessions">
          {rows.map((row) => (
            <FleetSession
              key={row.id}
              row={row}
              isTicked={ticked.has(row.id)}
              isOpened={row.id === opened}
              onTick={(range) => board.tick(row.id, range)}
              onDetails={() => board.open(row.id)}
            />
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
    </>
  );
}
