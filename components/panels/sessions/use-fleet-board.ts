"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { compareSessions } from "@/hooks/reducers/sessions.ts";
import { useFleetSessions } from "@/hooks/use-fleet-sessions.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { fleetId, placeOf } from "./fleet-place.ts";
import { extendTo, NOTHING_SELECTED, restrictTo, toggle } from "./selection.ts";
import { filterSessions } from "./session-view.ts";
import { useActionsAt } from "./use-session-actions.ts";
import type { Question } from "./use-session-board.ts";
import { useSessionParams } from "./use-session-params.ts";

/** A session of any gateway, and what it is known by in the merged list. */
export interface FleetRow {
  id: string;
  gateway: GatewayInfo;
  session: SessionRow;
}

/** The sessions of all gateways as one list: ticks, a question, and the one whose details the address names. */
export function useFleetBoard() {
  const { params, filters, set } = useSessionParams();
  const { sources, isLoading } = useFleetSessions();
  const [opened, setOpened] = useQueryState("open", parseAsString);
  const [ticks, setTicks] = useState(NOTHING_SELECTED);
  const [question, setQuestion] = useState<Question>();
  const actions = useActionsAt(placeOf);

  const rows = useMemo<FleetRow[]>(
    () =>
      sources
        .flatMap(({ gateway, data }) =>
          filterSessions(data?.sessions ?? [], filters).map((session) => ({
            id: fleetId(gateway.id, session.key),
            gateway,
            session,
          })),
        )
        .sort((a, b) => compareSessions(a.session, b.session)),
    [sources, filters],
  );
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const ticked = useMemo(() => restrictTo(ticks, ids).keys, [ticks, ids]);

  return {
    params,
    set,
    sources,
    isLoading,
    rows,
    byId: useMemo(() => new Map(rows.map(({ id, session }) => [id, session])), [rows]),
    actions,
    ticked,
    tick: (id: string, range: boolean) =>
      setTicks((before) => (range ? extendTo(before, id, ids) : toggle(before, id))),
    untickAll: () => setTicks(NOTHING_SELECTED),
    question,
    ask: (next: Question) => setQuestion(next),
    closeQuestion: () => setQuestion(undefined),
    opened: opened ?? undefined,
    open: (id: string | undefined) => void setOpened(id ?? null),
  };
}
