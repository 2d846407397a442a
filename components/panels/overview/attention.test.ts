import { expect, test } from "vitest";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { attentionOf, countsOf, named } from "./attention.ts";

const now = 1_800_000_000_000;
const hours = (count: number) => count * 3_600_000;

const session = (key: string, fields: Partial<SessionRow>): SessionRow => ({
  key,
  sessionId: key,
  agentId: "main",
  kind: "direct",
  createdAt: now,
  updatedAt: now,
  ...fields,
});

const gateway = (id: string, status: GatewayInfo["status"]): GatewayInfo => ({
  id,
  name: id,
  kind: "openclaw",
  status,
});

const here = (rows: readonly SessionRow[]) => [{ gateway: undefined, rows }];

test("gateways that are down come before failed runs, those before unread answers, newest first", () => {
  const items = attentionOf(
    [
      gateway("home", {
        state: "unavailable",
        since: 1,
        reason: "It refuses this device.",
        fix: "Pair it.",
        command: "x",
      }),
      gateway("fine", { state: "ready", since: 1 }),
    ],
    here([
      session("unread", { unread: true, lastMessagePreview: "Done." }),
      session("older", { status: "failed", updatedAt: now - hours(2) }),
      session("newer", { status: "timeout", updatedAt: now - hours(1), lastRunError: "No answer in 60 s." }),
      session("well", { status: "done" }),
    ]),
    now,
  );
  expect(items.map(({ id, kind }) => [id, kind])).toEqual([
    ["gateway:home", "failing"],
    ["session:newer", "failing"],
    ["session:older", "failing"],
    ["session:unread", "waiting"],
  ]);
  expect(items[0]).toMatchObject({ detail: "It refuses this device. Pair it.", command: "x" });
  expect(items[1]?.detail).toBe("No answer in 60 s.");
});

test("a failure is forgotten after a day, and while the session works again", () => {
  const rows = [
    session("old", { status: "failed", updatedAt: now - hours(25) }),
    session("again", { status: "failed", hasActiveRun: true }),
  ];
  expect(attentionOf([], here(rows), now)).toEqual([]);
});

test("a session's address survives the signs in its key", () => {
  expect(attentionOf([], here([session("agent:main:a/b?", { unread: true })]), now)[0]?.href).toBe(
    "/chat/agent%3Amain%3Aa%2Fb%3F",
  );
});

test("a budget that is nearly used up waits, one that is used up fails, each leading to the usage", () => {
  const day = { period: "day", of: "2026-03-01", budget: 10, spent: 9, unpriced: 0 } as const;
  const month = { ...day, period: "month", of: "2026-03", spent: 12 } as const;
  const items = attentionOf([], [], now, [
    { ...day, level: "near" },
    { ...month, level: "over" },
    { ...day, level: "fine" },
  ]);
  expect(items).toMatchObject([
    { kind: "failing", title: "This month's budget is used up", href: "/usage" },
    { kind: "waiting", title: "Today's budget is nearly used up", detail: "$9.00 of $10.00 is spent." },
  ]);
});

test("the same session of two gateways is told twice, and each leads to its own", () => {
  const rows = [session("agent:main:main", { unread: true })];
  const [one, two] = ["one", "two"].map((id) => gateway(id, { state: "ready", since: 1 }));
  const items = attentionOf(
    [],
    [
      { gateway: one, rows },
      { gateway: two, rows },
    ],
    now,
  );
  expect(new Set(items.map(({ id }) => id)).size).toBe(2);
  expect(items.map(({ href, origin }) => [href, origin])).toEqual([
    ["/chat/agent%3Amain%3Amain?gateway=one", "one"],
    ["/chat/agent%3Amain%3Amain?gateway=two", "two"],
  ]);
});

test("a gateway that waits for somebody to approve this device is not failing", () => {
  const status = { state: "unavailable" as const, since: 1, reason: "It does not know this device.", code: "pairing" };
  expect(attentionOf([gateway("home", status)], [], now)).toMatchObject([
    { kind: "waiting", title: "home waits for approval" },
  ]);
});

test("a command is told of by its agent's name on its own gateway, else by the id", () => {
  const approval = (gateway: string, agentId: string | null) => ({
    id: gateway,
    kind: "exec" as const,
    request: { command: "ls", agentId },
    createdAtMs: now,
    expiresAtMs: now + 1,
    gateway: { id: gateway },
  });
  const nameOf = (_id: string, gateway: string) => (gateway === "here" ? "Release" : undefined);
  const waiting = named([approval("here", "main"), approval("far", "main"), approval("old", null)], nameOf);
  expect(attentionOf([], [], now, [], waiting).map(({ title }) => title)).toEqual([
    "Release waits for your approval",
    "main waits for your approval",
    "An agent waits for your approval",
  ]);
});

test("what fails and what waits is counted by what it is about", () => {
  const approval = (id: string, agentName?: string) => ({
    id,
    kind: "exec" as const,
    request: { command: "ls" },
    createdAtMs: now,
    expiresAtMs: now + 1,
    agentName,
  });
  const items = attentionOf(
    [gateway("home", { state: "unavailable", since: 1, reason: "It is off." })],
    here([
      session("one", { status: "failed" }),
      session("two", { status: "timeout" }),
      session("unread", { unread: true }),
    ]),
    now,
    [],
    [approval("a", "Release"), approval("b")],
  );
  expect(countsOf(items, "failing")).toBe("1 gateway, 2 runs");
  expect(countsOf(items, "waiting")).toBe("2 approvals, 1 answer");
  expect(items.filter(({ about }) => about === "approval").map(({ title }) => title)).toEqual([
    "Release waits for your approval",
    "An agent waits for your approval",
  ]);
});

test("of approvals the oldest comes first, of answers the newest", () => {
  const approval = (id: string, createdAtMs: number) => ({
    id,
    kind: "exec" as const,
    request: { command: id },
    createdAtMs,
    expiresAtMs: now,
  });
  const unread = (key: string, updatedAt: number) => session(key, { unread: true, updatedAt });
  const items = attentionOf(
    [],
    here([unread("first", now - 2), unread("second", now - 1)]),
    now,
    [],
    [approval("later", 2), approval("sooner", 1), approval("as soon", 1)],
  );
  expect(items.map(({ id, detail }) => (id.startsWith("approval") ? detail : id))).toEqual([
    "sooner",
    "as soon",
    "later",
    expect.stringContaining("second"),
    expect.stringContaining("first"),
  ]);
});
