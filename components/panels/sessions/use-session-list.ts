"use client";

import { useMemo, useState, useSyncExternalStore } from "react";
import { slowTicker } from "@/components/ui/clock.ts";
import { useSessions } from "@/hooks/use-sessions.ts";
import { heldItems, hitItems, itemsOf, rowKeys } from "./session-items.ts";
import { countByAgent, filterSessions, groupSessions, sortSessions } from "./session-view.ts";
import { useSessionParams } from "./use-session-params.ts";
import { useSessionSearch } from "./use-session-search.ts";

/** As many as a gateway gives at once. */
const MOST_ROWS = 1_000;

/** What the list shows: the gateway's sessions as the address wants them, in an order that can be held still. */
export function useSessionList() {
  const { params, filters, set } = useSessionParams();
  const { q, show, sort, group } = params;
  const sessions = useSessions({
    archived: show === "active" ? false : show === "all" ? "all" : true,
    limit: MOST_ROWS,
  });
  const search = useSessionSearch(q);
  const today = new Date(useSyncExternalStore(slowTicker.subscribe, slowTicker.now, slowTicker.now)).setHours(
    0,
    0,
    0,
    0,
  );

  const wanted = useMemo(
    () => itemsOf(groupSessions(sortSessions(filterSessions(sessions.rows, filters), sort), group, today)),
    [sessions.rows, filters, sort, group, today],
  );
  // A hold counts only for the view that it was taken in: whoever sorts or filters wants to see the result.
  const [held, setHeld] = useState<{ view: readonly unknown[]; ids: string[] }>();
  const view = [show, filters, sort, group];
  const holding = held?.view.every((part, index) => part === view[index]);
  const { items: rows, heldBack } = useMemo(
    () => heldItems(holding ? held?.ids : undefined, wanted),
    [holding, held, wanted],
  );
  const items = useMemo(
    () => (search.hits.length > 0 ? [...rows, ...hitItems(search.hits, search.truncated)] : rows),
    [rows, search.hits, search.truncated],
  );

  return {
    params,
    set,
    sessions,
    search,
    items,
    keys: useMemo(() => rowKeys(items), [items]),
    agents: useMemo(() => countByAgent(sessions.rows), [sessions.rows]),
    heldBack,
    /** Keeps rows where they are until `release`. */
    hold: () => setHeld({ view, ids: rows.map(({ id }) => id) }),
    release: () => setHeld(undefined),
  };
}

export type SessionList = ReturnType<typeof useSessionList>;
