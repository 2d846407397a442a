import { describe, expect, test } from "vitest";
import type { SessionsChangedEvent } from "@/server/protocol/events.ts";
import type { SessionRow, SessionsListResult } from "@/server/protocol/sessions.ts";
import { compareSessions, reduceSessions, type SessionsQuery } from "./sessions.ts";

const row = (key: string, updatedAt: number, more: Partial<SessionRow> = {}): SessionRow => ({
  key,
  sessionId: key,
  agentId: "main",
  kind: "direct",
  createdAt: updatedAt,
  updatedAt,
  ...more,
});

const list = (rows: SessionRow[], totalCount = rows.length): SessionsListResult => ({
  ts: 0,
  count: rows.length,
  totalCount,
  nextOffset: null,
  hasMore: totalCount > rows.length,
  sessions: rows,
});

const change = (session: SessionRow | undefined, sessionKey = session?.key ?? "", ts = 100): SessionsChangedEvent => ({
  sessionKey,
  reason: session ? "patch" : "delete",
  ts,
  session,
});

function keysAfter(rows: SessionRow[], event: SessionsChangedEvent, query: Partial<SessionsQuery> = {}): string[] {
  return reduceSessions(list(rows), event, { limit: 200, ...query }).sessions.map(({ key }) => key);
}

const rows = [row("b", 20), row("a", 10)];

describe("a changed session", () => {
  test("goes to its place: pinned ones first, then the newest", () => {
    expect(keysAfter(rows, change(row("a", 30)))).toEqual(["a", "b"]);
    expect(keysAfter(rows, change(row("a", 5, { pinned: true })))).toEqual(["a", "b"]);
    expect(keysAfter(rows, change(row("new", 15)))).toEqual(["b", "new", "a"]);
  });

  test("leaves the list when it no longer belongs in it, and comes when it does", () => {
    expect(keysAfter(rows, change(row("a", 30, { archived: true })))).toEqual(["b"]);
    expect(keysAfter(rows, change(row("a", 30, { archived: true })), { archived: "all" })).toEqual(["a", "b"]);
    expect(keysAfter(rows, change(row("x", 30, { agentId: "other" })), { agentId: "main" })).toEqual(["b", "a"]);
    expect(keysAfter(rows, change(row("x", 30, { lastMessagePreview: "About CATS" })), { search: "cats" })).toEqual([
      "x",
      "b",
      "a",
    ]);
    expect(keysAfter(rows, change(row("x", 30)), { search: "cats" })).toEqual(["b", "a"]);
  });

  test("applied twice comes to the same, and to the same object", () => {
    const event = change(row("a", 30));
    const once = reduceSessions(list(rows), event, { limit: 200 });
    expect(reduceSessions(once, event, { limit: 200 })).toBe(once);
    const gone = change(undefined, "nobody");
    expect(reduceSessions(once, gone, { limit: 200 })).toBe(once);
  });

  test("is counted: a new one, a deleted one, not one that was beyond the page", () => {
    const counts = (event: SessionsChangedEvent, total = 2) =>
      reduceSessions(list(rows, total), event, { limit: 2 }).totalCount;
    expect(counts(change(row("new", 100), "new", 100))).toBe(3);
    expect(counts(change(undefined, "a"))).toBe(1);
    expect(counts(change(row("old", 100_000, { createdAt: 1 }), "old", 100_000), 9)).toBe(9);
  });

  test("makes the list no longer than was asked for", () => {
    const after = reduceSessions(list(rows), change(row("new", 100)), { limit: 2 });
    expect(after.sessions.map(({ key }) => key)).toEqual(["new", "b"]);
    expect(after).toMatchObject({ count: 2, totalCount: 3, hasMore: true });
  });
});

test("sessions of one time stand in the order of their keys", () => {
  expect([row("b", 1), row("a", 1)].toSorted(compareSessions).map(({ key }) => key)).toEqual(["a", "b"]);
});
