import { describe, expect, test } from "vitest";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { activeItem, heldItems, hitItems, itemsOf, rowKeys, type SessionItem } from "./session-items.ts";

test("a group without a label has no heading", () => {
  const items = itemsOf([
    { id: "all", label: "", rows: [row("a")] },
    { id: "x", label: "X", rows: [row("b"), row("c")] },
  ]);
  expect(items.map(({ id }) => id)).toEqual(["a", "group x", "b", "c"]);
  expect(items[1]).toMatchObject({ kind: "heading", label: "X", count: 2 });
  expect(rowKeys(items)).toEqual(["a", "b", "c"]);
});

describe("heldItems", () => {
  const before = itemsOf([{ id: "all", label: "", rows: [row("a"), row("b")] }]);

  test("shows what rows say now in the order that was held", () => {
    const now = itemsOf([{ id: "all", label: "", rows: [row("new"), row("b", { label: "B2" }), row("a")] }]);
    const { items, heldBack } = heldItems(
      before.map(({ id }) => id),
      now,
    );
    expect(rowKeys(items)).toEqual(["a", "b"]);
    expect(items[1]).toMatchObject({ row: { label: "B2" } });
    expect(heldBack).toBe(1);
  });

  test("changes nothing while nothing is held", () => {
    expect(heldItems(undefined, before)).toEqual({ items: before, heldBack: 0 });
  });
});

describe("activeItem", () => {
  const items: SessionItem[] = itemsOf([{ id: "g", label: "G", rows: [row("a"), row("b"), row("c")] }]);
  const without = (...gone: string[]) => items.filter(({ id }) => !gone.includes(id));

  test("stays on its row wherever that goes", () => {
    expect(activeItem([...items].reverse(), { id: "b", place: 2 })).toBe("b");
  });

  test("moves to what took its place when it is gone, never to a heading", () => {
    expect(activeItem(without("b"), { id: "b", place: 2 })).toBe("c");
    expect(activeItem(without("c"), { id: "c", place: 3 })).toBe("b");
    expect(activeItem(without("a"), { id: "a", place: 0 })).toBe("b");
    expect(activeItem(without("a", "b", "c"), { id: "a", place: 1 })).toBeUndefined();
  });

  test("is none before the first move", () => {
    expect(activeItem(items, undefined)).toBeUndefined();
  });
});

test("found messages stand under one heading, of which there is none without any", () => {
  const hit = {
    sessionKey: "s",
    sessionId: "s",
    messageId: "m",
    role: "user",
    timestamp: 1,
    snippet: "",
    score: 1,
  } as const;
  expect(hitItems([], false)).toEqual([]);
  expect(hitItems([hit], true).map(({ kind }) => kind)).toEqual(["heading", "hit"]);
});

function row(key: string, rest: Partial<SessionRow> = {}): SessionRow {
  return { key, sessionId: key, agentId: "main", kind: "direct", createdAt: 1, updatedAt: 1, ...rest };
}
