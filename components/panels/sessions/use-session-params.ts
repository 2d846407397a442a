"use client";

import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import {
  ARCHIVE_FILTERS,
  GROUPINGS,
  type SessionFilters,
  type SessionOrder,
  SORT_COLUMNS,
  STATE_FILTERS,
} from "./session-view.ts";

const DEFAULT_ORDER: SessionOrder = { column: "updated", descending: true };

/** `-cost` in the address: by cost, the dearest first. */
export const parseAsOrder = createParser<SessionOrder>({
  parse: (value) => {
    const descending = value.startsWith("-");
    const column = SORT_COLUMNS.find((name) => name === (descending ? value.slice(1) : value));
    return column ? { column, descending } : null;
  },
  serialize: ({ column, descending }) => `${descending ? "-" : ""}${column}`,
  eq: (a, b) => a.column === b.column && a.descending === b.descending,
});

const PARSERS = {
  q: parseAsString.withDefault(""),
  agent: parseAsArrayOf(parseAsString).withDefault([]),
  state: parseAsStringLiteral(STATE_FILTERS).withDefault("any"),
  show: parseAsStringLiteral(ARCHIVE_FILTERS).withDefault("active"),
  group: parseAsStringLiteral(GROUPINGS).withDefault("none"),
  sort: parseAsOrder.withDefault(DEFAULT_ORDER),
};

/** What the address says about the list of sessions, and how to change it; history gets no entry for it. */
export function useSessionParams() {
  const [params, set] = useQueryStates(PARSERS, { history: "replace" });
  const { q, agent, state, show } = params;
  const filters = useMemo<SessionFilters>(
    () => ({ text: q, agents: agent, state, archived: show }),
    [q, agent, state, show],
  );
  return { params, filters, set };
}
