"use client";

import { useMemo } from "react";
import { Page } from "@/components/ui/page.tsx";
import { useEveryGateway } from "@/hooks/gateway-provider.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { FleetSessions } from "./fleet-sessions.tsx";
import { QuestionDialog } from "./question-dialog.tsx";
import { SessionBody } from "./session-body.tsx";
import { SessionDetail } from "./session-detail.tsx";
import { SessionMenu } from "./session-menu.tsx";
import { SessionSearch } from "./session-search.tsx";
import { SessionTable } from "./session-table.tsx";
import { SessionToolbar } from "./session-toolbar.tsx";
import { useSessionBoard } from "./use-session-board.ts";

/** Every session of the gateway, or of all gateways: found, narrowed, put in order, and led to its chat, its details and its log. */
export default function SessionsPanel() {
  const every = useEveryGateway();
  return every ? <FleetSessions /> : <GatewaySessions />;
}

function GatewaySessions() {
  const board = useSessionBoard();
  const { list, opened, selection, actions, act, question, closeQuestion } = board;
  const { totalCount, hasMore, rows } = list.sessions;
  const byKey = useMemo(() => new Map(rows.map((row) => [row.key, row])), [rows]);

  const done = () => {
    if (question?.kind === "delete" && opened !== undefined && question.keys.includes(opened))
      act.showDetails(undefined);
    act.untickAll();
  };

  return (
    <Page
      title="Sessions"
      meta={hasMore ? `newest ${rows.length} of ${totalCount}` : totalCount > 0 ? totalCount : undefined}
      className="flex overflow-hidden"
      actions={<SessionSearch text={list.params.q} onText={(q) => list.set({ q })} />}
    >
      <div className="flex min-w-0 flex-1 flex-col" onPointerLeave={list.release}>
        <SessionToolbar list={list} />
        <SessionBody list={list}>
          <SessionTable board={board} />
        </SessionBody>
        <BulkBar rows={byKey} ticked={selection.keys} actions={actions} ask={act.ask} untickAll={act.untickAll} />
      </div>
      {opened !== undefined && (
        <SessionDetail
          key={opened}
          sessionKey={opened}
          onClose={() => act.showDetails(undefined)}
          menuOf={(row) => <SessionMenu row={row} act={act} />}
        />
      )}
      {question && (
        <QuestionDialog question={question} rows={byKey} actions={actions} onClose={closeQuestion} onDone={done} />
      )}
    </Page>
  );
}
