import { contextShareOf, SESSION_STATES, type SessionState, stateOf } from "@/components/sessions/session-state.ts";
import { titleOf } from "@/components/sessions/session-title.ts";
import { timeFormat } from "@/components/ui/locale.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";

export const GROUPINGS = ["none", "agent", "day", "category", "status"] as const;
export const SORT_COLUMNS = [
  "title",
  "agent",
  "channel",
  "model",
  "tokens",
  "context",
  "cost",
  "messages",
  "updated",
] as const;
/** `attention`: failed or interrupted. */
export const STATE_FILTERS = ["any", "running", "attention", "unread", "pinned"] as const;
export const ARCHIVE_FILTERS = ["active", "archived", "all"] as const;

export type Grouping = (typeof GROUPINGS)[number];
export type SortColumn = (typeof SORT_COLUMNS)[number];
export type StateFilter = (typeof STATE_FILTERS)[number];
export type ArchiveFilter = (typeof ARCHIVE_FILTERS)[number];

export interface SessionFilters {
  /** Every word must occur in title, key, agent, channel, category, model or last message; case is ignored. */
  text: string;
  /** Any of them; none named means all. */
  agents: readonly string[];
  state: StateFilter;
  archived: ArchiveFilter;
}

export interface SessionOrder {
  column: SortColumn;
  descending: boolean;
}

/** A heading with what stands under it. */
export interface SessionGroup {
  id: string;
  label: string;
  rows: SessionRow[];
}

/** The rows that pass the filters, in no particular order. */
export function filterSessions(rows: readonly SessionRow[], filters: SessionFilters): SessionRow[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      passesArchive(row, filters.archived) &&
      (filters.agents.length === 0 || filters.agents.includes(row.agentId)) &&
      passesState(row, filters.state) &&
      hasWords(row, words),
  );
}

/** Sorted; unknown values come last either way. Ties, and the order by time, keep pinned ones first. */
export function sortSessions(rows: readonly SessionRow[], { column, descending }: SessionOrder): SessionRow[] {
  const sortValue = SORT_VALUES[column];
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (column === "updated" && Boolean(a.pinned) !== Boolean(b.pinned)) return a.pinned ? -1 : 1;
    const left = sortValue(a);
    const right = sortValue(b);
    if (left === undefined || right === undefined) {
      if (left !== right) return left === undefined ? 1 : -1;
    } else {
      const difference = compare(left, right);
      if (difference !== 0) return sign * difference;
    }
    return b.updatedAt - a.updatedAt || compare(a.key, b.key);
  });
}

/** Splits sorted rows under headings; within each the order is kept. One group without a label for `none`. */
export function groupSessions(rows: readonly SessionRow[], grouping: Grouping, now: number): SessionGroup[] {
  if (grouping === "none") return rows.length > 0 ? [{ id: "all", label: "", rows: [...rows] }] : [];
  const groups = new Map<string, SessionGroup & { order: string | number }>();
  const placeOf = PLACES[grouping];
  for (const row of rows) {
    const place = placeOf(row, now);
    const group = groups.get(place.id) ?? { ...place, rows: [] };
    group.rows.push(row);
    groups.set(place.id, group);
  }
  return [...groups.values()]
    .sort((a, b) => compare(a.order, b.order))
    .map(({ id, label, rows: own }) => ({ id, label, rows: own }));
}

/** How many rows each agent has, the busiest first. */
export function countByAgent(rows: readonly SessionRow[]): { agentId: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { agentId } of rows) counts.set(agentId, (counts.get(agentId) ?? 0) + 1);
  return [...counts]
    .map(([agentId, count]) => ({ agentId, count }))
    .sort((a, b) => b.count - a.count || compare(a.agentId, b.agentId));
}

const SORT_VALUES: Record<SortColumn, (row: SessionRow) => string | number | undefined> = {
  title: (row) => titleOf(row).toLowerCase(),
  agent: (row) => row.agentId,
  channel: (row) => row.channel,
  model: (row) => row.model,
  tokens: (row) => row.totalTokens,
  context: contextShareOf,
  cost: (row) => row.estimatedCostUsd,
  messages: (row) => row.messageCount,
  updated: (row) => row.updatedAt,
};

interface Place {
  id: string;
  label: string;
  order: string | number;
}

const PLACES: Record<Exclude<Grouping, "none">, (row: SessionRow, now: number) => Place> = {
  agent: ({ agentId }) => ({ id: agentId, label: agentId, order: agentId }),
  day: ({ updatedAt }, now) => {
    const day = startOfDay(updatedAt);
    return { id: String(day), label: dayLabel(day, now), order: -day };
  },
  // Those without a category come last: no name sorts behind it.
  category: ({ category }) =>
    category
      ? { id: `in:${category}`, label: category, order: category.toLowerCase() }
      : { id: "none", label: "No category", order: "\u{10ffff}" },
  status: (row) => {
    const state: SessionState = stateOf(row);
    return { id: state, ...SESSION_STATES[state] };
  },
};

function passesArchive({ archived = false }: SessionRow, filter: ArchiveFilter): boolean {
  return filter === "all" || archived === (filter === "archived");
}

function passesState(row: SessionRow, filter: StateFilter): boolean {
  switch (filter) {
    case "any":
      return true;
    case "running":
      return stateOf(row) === "running" || stateOf(row) === "queued";
    case "attention":
      return stateOf(row) === "failed" || stateOf(row) === "interrupted";
    case "unread":
      return row.unread === true;
    case "pinned":
      return row.pinned === true;
  }
}

function hasWords(row: SessionRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { key, agentId, channel = "", category = "", model = "", lastMessagePreview = "" } = row;
  const text = [titleOf(row), key, agentId, channel, category, model, lastMessagePreview].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function dayLabel(day: number, now: number): string {
  // A day of a clock change is an hour longer or shorter: rounding takes that in.
  const ago = Math.round((startOfDay(now) - day) / 86_400_000);
  if (ago <= 0) return "Today";
  if (ago === 1) return "Yesterday";
  const sameYear = new Date(day).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayOfThisYear : dayOfAnother).format(day);
}

const DAY = { weekday: "short", day: "numeric", month: "short" } as const;
const dayOfThisYear = timeFormat(DAY);
const dayOfAnother = timeFormat({ ...DAY, year: "numeric" });
