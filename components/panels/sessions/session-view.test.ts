import { describe, expect, test } from "vitest";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import {
  countByAgent,
  filterSessions,
  groupSessions,
  type SessionFilters,
  type SessionOrder,
  sortSessions,
} from "./session-view.ts";

const NOW = new Date(2026, 4, 20, 12).getTime();
const EVERYTHING: SessionFilters = { text: "", agents: [], state: "any", archived: "active" };

describe("filterSessions", () => {
  test("finds every word anywhere in what a row shows, whatever its case", () => {
    const rows = [
      row("a", { label: "Deploy to Berlin", channel: "slack" }),
      row("b", { derivedTitle: "deploy elsewhere" }),
      row("c", { lastMessagePreview: "the BERLIN deploy is done" }),
    ];
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, text: " deploy  berlin" }))).toEqual(["a", "c"]);
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, text: "slack" }))).toEqual(["a"]);
  });

  test("matches the title that is shown, not one that a label hides", () => {
    const rows = [row("a", { label: "Shown", derivedTitle: "hidden" })];
    expect(filterSessions(rows, { ...EVERYTHING, text: "hidden" })).toEqual([]);
  });

  test("keeps archived ones apart", () => {
    const rows = [row("a"), row("b", { archived: true })];
    expect(keysOf(filterSessions(rows, EVERYTHING))).toEqual(["a"]);
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, archived: "archived" }))).toEqual(["b"]);
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, archived: "all" }))).toEqual(["a", "b"]);
  });

  test("narrows to agents and states", () => {
    const rows = [
      row("a", { agentId: "main", hasActiveRun: true }),
      row("b", { agentId: "ops", status: "failed" }),
      row("c", { agentId: "ops", status: "interrupted", unread: true }),
      row("d", { agentId: "lab", pinned: true }),
    ];
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, agents: ["ops", "lab"] }))).toEqual(["b", "c", "d"]);
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, state: "running" }))).toEqual(["a"]);
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, state: "attention" }))).toEqual(["b", "c"]);
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, state: "unread" }))).toEqual(["c"]);
    expect(keysOf(filterSessions(rows, { ...EVERYTHING, state: "pinned" }))).toEqual(["d"]);
  });
});

describe("sortSessions", () => {
  test("puts unknown values last in both directions", () => {
    const rows = [row("none"), row("dear", { estimatedCostUsd: 2 }), row("cheap", { estimatedCostUsd: 1 })];
    expect(keysOf(sortSessions(rows, by("cost", true)))).toEqual(["dear", "cheap", "none"]);
    expect(keysOf(sortSessions(rows, by("cost", false)))).toEqual(["cheap", "dear", "none"]);
  });

  test("keeps pinned ones above newer ones in the order by time only", () => {
    const rows = [
      row("new", { updatedAt: 2, totalTokens: 9 }),
      row("pin", { updatedAt: 1, pinned: true, totalTokens: 1 }),
    ];
    expect(keysOf(sortSessions(rows, by("updated", true)))).toEqual(["pin", "new"]);
    expect(keysOf(sortSessions(rows, by("tokens", true)))).toEqual(["new", "pin"]);
  });

  test("breaks ties the same way each time", () => {
    const rows = [row("b"), row("a"), row("c", { updatedAt: NOW + 1 })];
    const sorted = keysOf(sortSessions(rows, by("agent", false)));
    expect(sorted).toEqual(["c", "a", "b"]);
    expect(keysOf(sortSessions([...rows].reverse(), by("agent", false)))).toEqual(sorted);
  });
});

describe("groupSessions", () => {
  test("names days as people do, the newest first", () => {
    const day = 86_400_000;
    const rows = [row("old", { updatedAt: NOW - 5 * day }), row("y", { updatedAt: NOW - day }), row("t")];
    const groups = groupSessions(rows, "day", NOW);
    expect(groups.map(({ rows: own }) => keysOf(own))).toEqual([["t"], ["y"], ["old"]]);
    expect(groups[0]?.label).toBe("Today");
    expect(groups[1]?.label).toBe("Yesterday");
    expect(groups[2]?.label).toMatch(/15/);
  });

  test("puts those without a category last, and no name can be mistaken for it", () => {
    const rows = [row("a"), row("b", { category: "none" }), row("c", { category: "Zoo" })];
    const groups = groupSessions(rows, "category", NOW);
    expect(groups.map(({ label }) => label)).toEqual(["none", "Zoo", "No category"]);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(3);
  });

  test("orders states by how much they want attention", () => {
    const rows = [row("i"), row("f", { status: "failed" }), row("r", { hasActiveRun: true })];
    expect(groupSessions(rows, "status", NOW).map(({ id }) => id)).toEqual(["running", "failed", "idle"]);
  });

  test("keeps the given order within a group and makes no empty one", () => {
    expect(groupSessions([], "none", NOW)).toEqual([]);
    expect(keysOf(groupSessions([row("b"), row("a")], "agent", NOW)[0]?.rows ?? [])).toEqual(["b", "a"]);
  });
});

test("countByAgent names the busiest first", () => {
  const rows = [row("1", { agentId: "b" }), row("2", { agentId: "a" }), row("3", { agentId: "b" })];
  expect(countByAgent(rows)).toEqual([
    { agentId: "b", count: 2 },
    { agentId: "a", count: 1 },
  ]);
});

function row(key: string, rest: Partial<SessionRow> = {}): SessionRow {
  return { key, sessionId: key, agentId: "main", kind: "direct", createdAt: NOW, updatedAt: NOW, ...rest };
}

function by(column: SessionOrder["column"], descending: boolean): SessionOrder {
  return { column, descending };
}

function keysOf(rows: readonly SessionRow[]): string[] {
  return rows.map(({ key }) => key);
}
