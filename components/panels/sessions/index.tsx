"use client";

import { Page } from "@/components/ui/page.tsx";
import { useEveryGateway } from "@/hooks/gateway-provider.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { FleetSessions } from "./fleet-sessions.tsx";
import { QuestionDialog } from "./question-dialog.tsx";
import { SessionBody } from "./session-body.tsx";
import { SessionDetail } from "./session-detail.tsx";
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
  const { list, opened } = board;
  const { totalCount, hasMore, rows } = list.sessions;
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
        <BulkBar board={board} />
      </div>
      {opened !== undefined && <SessionDetail key={opened} board={board} sessionKey={opened} />}
      <QuestionDialog board={board} />
    </Page>
  );
}
