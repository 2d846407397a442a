import { expect, test } from "vitest";
import { textOf } from "../protocol/messages.ts";
import { MAX_WAITING_PER_SESSION } from "./run-queue.ts";
import { MAIN_KEY, openTestGateway, temporaryFolder, temporaryStore } from "./testing/gateway.ts";
import { answerWith, gate, stopped } from "./testing/scripted-runner.ts";

const USAGE = { input: 100, output: 20, cacheRead: 30, totalTokens: 150, cost: { total: 0.25 } };

test("a message is answered by deltas, the stored message and one final, numbered without a gap", async () => {
  const t = await openTestGateway({ script: answerWith("Hello there.", USAGE) });
  await expect(t.send("Hi")).resolves.toEqual({ runId: "run-1", status: "started" });
  const end = await t.ended("run-1");

  expect(end).toMatchObject({ state: "final", stopReason: "stop", usage: USAGE, message: { role: "assistant" } });
  const run = t.events.flatMap(({ event, payload }) =>
    event === "chat" || event === "agent" ? [payload as { seq: number; runId: string }] : [],
  );
  expect(run.map(({ seq }) => seq)).toEqual(run.map((_, index) => index + 1));
  expect(run.every(({ runId }) => runId === "run-1")).toBe(true);
  const deltas = t.chat("run-1").flatMap((event) => (event.state === "delta" ? [event.deltaText] : []));
  // The first words come at once, the rest together.
  expect(deltas).toEqual(["Hell", "o there."]);
  expect(t.chat("run-1").map(({ state }) => state)).toEqual(["status", "status", "delta", "delta", "final"]);
  expect(
    t.heard("session.message").map(({ message }) => [message.role, textOf(message), message.__openclaw.seq]),
  ).toEqual([
    ["user", "Hi", 1],
    ["assistant", "Hello there.", 2],
  ]);
});

test("when send answers, the message and its run are on disk", async () => {
  const hold = gate();
  const t = await openTestGateway({
    script: async function* () {
      await hold.opened;
      yield { type: "end", stopReason: "stop" };
    },
  });
  await t.send("Remember this");
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 10, offset: 0 });
  expect(messages.map(textOf)).toEqual(["Remember this"]);
  expect(messages[0]?.__openclaw).toMatchObject({ idempotencyKey: "run-1", runId: "run-1" });
  expect(await t.store.runs.unfinished()).toMatchObject([{ runId: "run-1", sessionKey: MAIN_KEY }]);
  hold.open();
  await t.ended("run-1");
  expect(await t.store.runs.unfinished()).toEqual([]);
});

test("the same key sent at once, during the run and after it starts one run and one message", async () => {
  const hold = gate();
  const t = await openTestGateway({
    script: async function* (request) {
      await hold.opened;
      yield* answerWith("Once.")(request);
    },
  });
  const sends = await Promise.all([1, 2, 3].map(() => t.send("Hi", { idempotencyKey: "k" })));
  expect(sends.map(({ status }) => status)).toEqual(["started", "in_flight", "in_flight"]);
  hold.open();
  await t.ended("k");
  await expect(t.send("Hi", { idempotencyKey: "k" })).resolves.toEqual({ runId: "k", status: "ok" });
  expect(t.runner.requests).toHaveLength(1);
  expect((await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 })).total).toBe(2);
});

test("the same key after a restart starts nothing", async () => {
  const first = await openTestGateway();
  await first.send("Hi", { idempotencyKey: "k" });
  await first.ended("k");
  await first.close();
  const second = await openTestGateway({ store: first.store, home: first.home });
  await expect(second.send("Hi", { idempotencyKey: "k" })).resolves.toEqual({ runId: "k", status: "ok" });
  expect(second.runner.requests).toEqual([]);
});

test("a key that was used in another session is a CONFLICT", async () => {
  const t = await openTestGateway();
  await t.send("Hi", { idempotencyKey: "k" });
  await expect(t.send("Hi", { idempotencyKey: "k", sessionKey: "other" })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("an unknown agent is NOT_FOUND, an empty message INVALID_REQUEST, and neither leaves a trace", async () => {
  const t = await openTestGateway();
  await expect(t.send("Hi", { sessionKey: "agent:nobody:main" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(t.send(" \n")).rejects.toMatchObject({ code: "INVALID_REQUEST", details: { field: "message" } });
  expect(t.events).toEqual([]);
  expect(await t.store.sessions.count()).toBe(0);
});

test("the session is made by the first message: title, preview, usage, unread", async () => {
  const t = await openTestGateway({ script: answerWith("Two\nlines", USAGE) });
  await t.send(`What   is\nthe matter ${"with this ".repeat(20)}?`, { sessionKey: "Ideas" });
  await t.ended("run-1");
  const { session } = await t.call("sessions.describe", { key: "agent:main:ideas" });
  expect(session).toMatchObject({
    key: "agent:main:ideas",
    agentId: "main",
    kind: "direct",
    lastMessagePreview: "Two lines",
    messageCount: 2,
    unread: true,
    status: "done",
    lastRunId: "run-1",
    hasActiveRun: false,
    model: "test/parrot",
    modelProvider: "test",
    contextTokens: 1_000,
    inputTokens: 130,
    outputTokens: 20,
    totalTokens: 150,
    estimatedCostUsd: 0.25,
  });
  expect(session?.derivedTitle).toMatch(/^What is the matter with this .*…$/);
  expect(session?.derivedTitle).toHaveLength(60);

  await t.send("Again", { sessionKey: "ideas" });
  await t.ended("run-2");
  const again = await t.call("sessions.describe", { key: "ideas" });
  expect(again.session).toMatchObject({ inputTokens: 260, outputTokens: 40, totalTokens: 150, estimatedCostUsd: 0.5 });
  const usage = await t.call("usage.cost", { days: 1 });
  expect(usage.totals).toMatchObject({ input: 200, output: 40, cacheRead: 60, totalTokens: 300, totalCost: 0.5 });
});

test("sessions.changed carries the row at each change, the last one at rest", async () => {
  const t = await openTestGateway();
  await t.send("Hi");
  await t.until("sessions.changed", ({ reason, session }) => reason === "run" && session?.status === "done");
  const rows = t
    .heard("sessions.changed")
    .map(({ reason, session }) => [reason, session?.hasActiveRun, session?.status]);
  expect(rows[0]).toEqual(["create", false, undefined]);
  expect(rows).toContainEqual(["run", true, "running"]);
  expect(rows.at(-1)).toEqual(["run", false, "done"]);
});

test("sends on one session run in order, and at most four at once over all", async () => {
  const hold = gate();
  const t = await openTestGateway({
    script: async function* (request) {
      await hold.opened;
      yield* answerWith(`to ${textOf(request.history.at(-1) ?? { content: "" })}`)(request);
    },
  });
  const keys = ["a", "b", "c", "d", "e", "f"];
  for (const key of keys) await t.send(`${key}1`, { sessionKey: key, idempotencyKey: `${key}1` });
  const second = await t.send("a2", { sessionKey: "a", idempotencyKey: "a2" });
  expect(second.status).toBe("queued");
  expect((await t.call("status", {})).runs).toMatchObject({ queued: 3, limit: 4 });
  hold.open();
  await Promise.all([...keys.map((key) => t.ended(`${key}1`)), t.ended("a2")]);
  expect(t.runner.mostPlaying).toBe(4);
  const { messages } = await t.store.messages.page("agent:main:a", { limit: 9, offset: 0 });
  expect(messages.map(textOf)).toEqual(["a1", "to a1", "a2", "to a2"]);
});

test("a session takes no more than its share of waiting messages", async () => {
  const t = await openTestGateway({
    script: async function* (request) {
      await stopped(request);
      yield { type: "end", stopReason: "aborted" };
    },
  });
  for (let n = 0; n <= MAX_WAITING_PER_SESSION; n += 1) await t.send(`${n}`);
  await expect(t.send("one more")).rejects.toMatchObject({
    code: "RATE_LIMITED",
    retryable: true,
    retryAfterMs: 2_000,
  });
  await expect(t.send("elsewhere", { sessionKey: "other" })).resolves.toMatchObject({ status: "started" });
});

test("with a full disk a send is STORAGE, and goes through by the same key when there is space", async () => {
  const home = await temporaryFolder();
  const store = await temporaryStore(home, 600_000);
  const t = await openTestGateway({ home, store });
  const big = "x".repeat(100_000);
  let refused: string | undefined;
  for (let n = 0; n < 20 && !refused; n += 1) {
    await t.send(big, { idempotencyKey: `big-${n}`, sessionKey: `s${n}` }).then(
      () => t.ended(`big-${n}`),
      (error) => {
        expect(error).toMatchObject({ code: "STORAGE" });
        refused = `big-${n}`;
      },
    );
  }
  expect(refused).toBeDefined();
  for (const key of ["s0", "s1"]) await t.call("sessions.delete", { key });
  await expect(
    t.send(big, { idempotencyKey: refused, sessionKey: refused?.replace("big-", "s") }),
  ).resolves.toMatchObject({
    status: "started",
  });
  await t.ended(refused ?? "");
});

test("the model sees the transcript, the run's thinking level and the session's model", async () => {
  const t = await openTestGateway();
  await t.send("One");
  await t.ended("run-1");
  await t.call("sessions.patch", { key: "main", model: "owl", thinkingLevel: "low" });
  await t.send("Two", { thinking: "high" });
  await t.ended("run-2");
  await t.send("Three");
  await t.ended("run-3");
  const [, second, third] = t.runner.requests;
  expect(second).toMatchObject({ model: "test/owl", thinking: "high", agent: { id: "main" }, sessionKey: MAIN_KEY });
  expect(third?.thinking).toBe("low");
  expect(second?.history.map(textOf)).toEqual(["One", "Hello there.", "Two"]);
});
