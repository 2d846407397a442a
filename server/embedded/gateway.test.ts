import { afterEach, expect, test, vi } from "vitest";
import type { LogEntry } from "../protocol/logs.ts";
import { PRESENCE_LIMIT } from "./presence.ts";
import { openTestGateway } from "./testing/gateway.ts";
import { answerWith } from "./testing/scripted-runner.ts";
import { HEALTH_MS, TICK_MS } from "./ticker.ts";

afterEach(() => void vi.useRealTimers());

test("it says who it is and what it answers", async () => {
  const t = await openTestGateway({ config: { version: "1.2.3" } });
  const { id, kind, version, status, methods } = t.gateway;
  expect({ id, kind, version }).toEqual({ id: "embedded", kind: "embedded", version: "1.2.3" });
  expect(status).toMatchObject({ state: "ready" });
  expect([...methods]).toEqual(expect.arrayContaining(["health", "chat.send", "sessions.rewind", "logs.search"]));
});

test("health and status tell what is there", async () => {
  const t = await openTestGateway({ config: { version: "1.2.3", concurrentRuns: 3 } });
  await t.send("Hi");
  await t.ended("run-1");
  expect(await t.call("health", {})).toMatchObject({
    ok: true,
    defaultAgentId: "main",
    agents: [{ agentId: "main", name: "Main", isDefault: true }],
    sessions: { count: 1, recent: [{ key: "agent:main:main" }] },
  });
  expect(await t.call("status", {})).toMatchObject({
    version: "1.2.3",
    model: { primary: "test/parrot", configured: true },
    runs: { active: [], queued: 0, limit: 3 },
    sessions: { count: 1 },
    stateDir: t.home,
  });
});

test("health measures how late the event loop is", async () => {
  const t = await openTestGateway();
  const afterBlocking = async () => {
    const until = performance.now() + 200;
    while (performance.now() < until);
    return (await t.call("health", {})).eventLoop;
  };
  // The first look has nothing to compare with.
  await expect.poll(async () => (await afterBlocking()).delayMaxMs).toBeGreaterThan(150);
  expect(await afterBlocking()).toMatchObject({ degraded: true, utilization: expect.any(Number) });
});

test("tick comes each 30 s and health each 60 s, until it is closed", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const t = await openTestGateway();
  vi.advanceTimersByTime(HEALTH_MS);
  await t.until("health", ({ ok }) => ok);
  expect(t.heard("tick")).toHaveLength(HEALTH_MS / TICK_MS);
  await t.close();
  vi.advanceTimersByTime(HEALTH_MS);
  expect(t.heard("tick")).toHaveLength(2);
});

test("each log line is an event, until it is closed", async () => {
  const t = await openTestGateway();
  const entry: LogEntry = { cursor: 1, time: 1, level: "info", source: "hub", msg: "hello" };
  for (const listener of t.logs.listeners) listener(entry);
  expect(t.heard("log_entry")).toEqual([entry]);
  expect(await t.call("logs.tail", {})).toMatchObject({ file: "test.log" });
  expect(await t.call("logs.search", { query: "x" })).toMatchObject({ searched: 1 });
  await t.close();
  expect(t.logs.listeners.size).toBe(0);
});

test("presence: who joined at once, who joined and left soon after that in one event, at most the newest", async () => {
  const t = await openTestGateway();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  t.gateway.presence.join("c1", { mode: "ui", user: { id: "u" } });
  t.gateway.presence.join("c2", { mode: "cli" });
  t.gateway.presence.leave("c1");
  t.gateway.presence.leave("c1");
  vi.advanceTimersByTime(1_000);
  expect(t.heard("presence")).toMatchObject([
    { presence: [{ instanceId: "c1", mode: "ui" }] },
    { presence: [{ instanceId: "c2", mode: "cli" }] },
  ]);
  for (let n = 0; n < PRESENCE_LIMIT + 5; n += 1) t.gateway.presence.join(`d${n}`, {});
  const list = await t.call("system-presence", {});
  expect(list).toHaveLength(PRESENCE_LIMIT);
  expect(list[0]?.instanceId).toBe(`d${PRESENCE_LIMIT + 4}`);
});

test("models are those of the agent loop, tools those of the agent", async () => {
  const t = await openTestGateway();
  expect((await t.call("models.list", {})).models.map(({ id }) => id)).toEqual(["test/parrot", "test/owl"]);
  expect(await t.call("tools.catalog", {})).toEqual({ agentId: "main", profiles: [], groups: [] });
  await expect(t.call("tools.catalog", { agentId: "nobody" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("usage is summed by day, and unknown prices are counted, not guessed", async () => {
  const usage = { input: 10, output: 5, totalTokens: 15 };
  const t = await openTestGateway({ script: answerWith("Yes.", usage) });
  for (const n of [1, 2]) {
    await t.send("Hi", { sessionKey: `s${n}` });
    await t.ended(`run-${n}`);
  }
  const { days, daily, totals } = await t.call("usage.cost", {});
  expect(days).toBe(30);
  expect(daily).toHaveLength(1);
  expect(totals).toMatchObject({ input: 20, output: 10, totalTokens: 30, totalCost: 0, missingCostEntries: 2 });
  const one = await t.call("usage.cost", { sessionKey: "agent:main:s1" });
  expect(one.totals.totalTokens).toBe(15);
});

test("a listener that throws takes nothing from the others, and one that unsubscribed hears nothing", async () => {
  const t = await openTestGateway();
  let heard = 0;
  t.gateway.onEvent(() => {
    throw new Error("no");
  });
  const listener = () => {
    heard += 1;
  };
  const [first, second] = [t.gateway.onEvent(listener), t.gateway.onEvent(listener)];
  first();
  first();
  await t.call("sessions.create", { key: "x" });
  expect(heard).toBe(1);
  second();
  await t.call("sessions.create", { key: "y" });
  expect(heard).toBe(1);
});

test("tools call the gateway as its own agent; a caller that is gone is not served", async () => {
  const t = await openTestGateway();
  await expect(t.gateway.toolHost("agent:main:main").call("agents.list", {})).resolves.toMatchObject({
    defaultId: "main",
  });
  const principal = { id: "t", name: "t", scopes: [] };
  await expect(t.gateway.call("health", {}, { principal, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "ABORTED",
  });
});
