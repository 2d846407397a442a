import type { SessionsChangedEvent } from "@/server/protocol/events.ts";
import type { SessionRow, SessionsListResult } from "@/server/protocol/sessions.ts";

export interface SessionsQuery {
  search?: string;
  agentId?: string;
  archived?: boolean | "all";
  limit: number;
}

/** A list as it is after one of all sessions changed: the same object when the change does not show in it. */
export function reduceSessions(
  list: SessionsListResult,
  { sessionKey, session, ts }: SessionsChangedEvent,
  query: SessionsQuery,
): SessionsListResult {
  const before = list.sessions.find(({ key }) => key === sessionKey);
  const after = session && matches(session, query) ? session : undefined;
  if (before === after) return list;
  const others = list.sessions.filter((row) => row !== before);
  const sessions = after ? placed(others, after) : others;
  const shown = sessions.slice(0, query.limit);
  // A row that was beyond the page before is counted already.
  const beyond = before === undefined && list.hasMore && session !== undefined && session.createdAt < ts - FRESH_MS;
  const totalCount = list.totalCount + Number(after !== undefined && !beyond) - Number(before !== undefined);
  return { ...list, ts, sessions: shown, count: shown.length, totalCount, hasMore: totalCount > shown.length };
}

/** Whether the server would list the session for this query. */
export function matches(row: SessionRow, { search, agentId, archived = false }: SessionsQuery): boolean {
  if (agentId !== undefined && row.agentId !== agentId) return false;
  if (archived !== "all" && (row.archived ?? false) !== archived) return false;
  if (!search) return true;
  const wanted = search.toLowerCase();
  const { key, label, derivedTitle, displayName, lastMessagePreview } = row;
  return [key, label, derivedTitle, displayName, lastMessagePreview].some((text) =>
    text?.toLowerCase().includes(wanted),
  );
}

/** Pinned ones first, then the newest. */
export function compareSessions(a: SessionRow, b: SessionRow): number {
  return (
    Number(b.pinned ?? false) - Number(a.pinned ?? false) || b.updatedAt - a.updatedAt || compareKeys(a.key, b.key)
  );
}

/** A session younger than this was made by the change that tells of it. */
const FRESH_MS = 5_000;

function placed(rows: SessionRow[], row: SessionRow): SessionRow[] {
  const at = rows.findIndex((other) => compareSessions(row, other) < 0);
  return at < 0 ? [...rows, row] : rows.toSpliced(at, 0, row);
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
