import { join } from "node:path";
import { expect, test } from "vitest";
import { textOf } from "../protocol/messages.ts";
import { openStore } from "../store/sqlite.ts";
import { MAIN_KEY, openTestGateway, temporaryFolder, temporaryStore } from "./testing/gateway.ts";
import { answerWith, message, type Script, stopped } from "./testing/scripted-runner.ts";

/** Stores one step, says the beginning of the next and waits to be stopped. */
const halfWay: Script = async function* (request) {
  yield { type: "text", delta: "Step one." };
  yield message(request.runId, "Step one.");
  yield { type: "thinking", delta: "hm" };
  yield { type: "text", delta: "And the beg" };
  await stopped(request);
  yield { type: "end", stopReason: "aborted" };
};

/** A gateway whose process dies: from that moment on nothing of it reaches the disk. */
async function killedInTheMiddle() {
  const home = await temporaryFolder();
  const store = await openStore({ file: join(home, "store.db") });
  const t = await openTestGateway({ home, store, script: halfWay, config: { checkpointMs: 10, graceMs: 10 } });
  await t.send("Do it");
  await t.until("chat", (event) => event.state === "delta" && event.deltaText === "And the beg");
  await expect
    .poll(async () => (await store.runs.get("run-1"))?.partial)
    .toEqual({ text: "And the beg", thinking: "hm" });
  await t.send("And then", { idempotencyKey: "waiting" });
  await store.close();
  return home;
}

test("after a kill, the partial text and the waiting words stand in the transcript as interrupted", async () => {
  const home = await killedInTheMiddle();
  const store = await temporaryStore(home);
  const t = await openTestGateway({ home, store });
  const { messages, inFlightRun, pendingInputs, sessionInfo } = await t.call("chat.history", { sessionKey: "main" });
  expect(messages.map((m) => `${m.role}: ${textOf(m)}`)).toEqual([
    "user: Do it",
    "assistant: Step one.",
    "assistant: And the beg",
    "user: And then",
  ]);
  expect(messages[2]).toMatchObject({
    stopReason: "interrupted",
    content: [{ thinking: "hm" }, { text: "And the beg" }],
  });
  expect(inFlightRun).toBeUndefined();
  expect(pendingInputs.total).toBe(0);
  expect(sessionInfo).toMatchObject({ status: "interrupted", unread: true, hasActiveRun: false });
  expect(sessionInfo?.lastRunError).toMatch(/ended in the middle/);
  expect(await store.runs.get("run-1")).toMatchObject({ state: "interrupted" });
  expect(await store.runs.get("waiting")).toMatchObject({ state: "interrupted" });
  expect(t.events).toEqual([]);

  await expect(t.send("Do it", { idempotencyKey: "run-1" })).resolves.toEqual({ runId: "run-1", status: "ok" });
  await t.send("Go on", { idempotencyKey: "next" });
  await expect(t.ended("next")).resolves.toMatchObject({ state: "final" });
});

test("a run that was killed before its first word says so, too", async () => {
  const home = await temporaryFolder();
  const store = await temporaryStore(home);
  const t = await openTestGateway({ home, store });
  await t.send("Hi");
  await t.until("sessions.changed", ({ session }) => session?.status === "done");
  await t.close();
  const { sessionKey } = (await store.runs.get("run-1")) ?? { sessionKey: "" };
  await store.messages.truncate(sessionKey, 2);
  await store.runs.put({ runId: "run-1", sessionKey, agentId: "main", state: "running", createdAt: 1, startedAt: 1 });
  const again = await openTestGateway({ home, store });
  const { messages } = await again.call("chat.history", { sessionKey });
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  expect(messages[1]).toMatchObject({ stopReason: "interrupted", content: [] });
});

test("a second start finds nothing more to mend", async () => {
  const home = await killedInTheMiddle();
  const store = await temporaryStore(home);
  const first = await openTestGateway({ home, store });
  const before = await first.call("chat.history", { sessionKey: "main" });
  await first.close();
  const second = await openTestGateway({ home, store });
  expect((await second.call("chat.history", { sessionKey: "main" })).messages).toEqual(before.messages);
});

test("a beginning that was saved before its message was stored does not stand there twice", async () => {
  const home = await temporaryFolder();
  const store = await temporaryStore(home);
  const t = await openTestGateway({ home, store });
  await t.send("Hi");
  await t.until("sessions.changed", ({ session }) => session?.status === "done");
  await t.close();
  const run = await store.runs.get("run-1");
  if (run) await store.runs.put({ ...run, state: "running", partial: { text: "Hello th", thinking: "" } });
  const next = await openTestGateway({ home, store });
  const { messages } = await next.call("chat.history", { sessionKey: "main" });
  expect(messages.map(textOf)).toEqual(["Hi", "Hello there."]);
});

test("words that were stored before their run was marked as begun do not stand there twice", async () => {
  const home = await temporaryFolder();
  const store = await temporaryStore(home);
  const t = await openTestGateway({ home, store });
  await t.send("Hi");
  await t.until("sessions.changed", ({ session }) => session?.status === "done");
  await t.close();
  const [run, input] = await Promise.all([store.runs.get("run-1"), store.messages.byIdempotencyKey(MAIN_KEY, "run-1")]);
  if (run && input) await store.runs.put({ ...run, state: "queued", input });
  const next = await openTestGateway({ home, store });
  const { messages } = await next.call("chat.history", { sessionKey: "main" });
  expect(messages.map(textOf)).toEqual(["Hi", "Hello there."]);
  expect(await store.runs.get("run-1")).toMatchObject({ state: "interrupted" });
});

test("close stops runs, stores them as interrupted, and tells each end once", async () => {
  const t = await openTestGateway({ script: halfWay });
  const statuses: string[] = [];
  t.gateway.onStatus(({ state }) => statuses.push(state));
  await t.send("Do it");
  await t.until("chat", (event) => event.state === "delta" && event.deltaText === "And the beg");
  await t.send("And then");
  await Promise.all([t.close(), t.close()]);

  const ends = t.heard("chat").filter(({ state }) => state !== "status" && state !== "delta");
  expect(ends).toMatchObject([
    { runId: "run-1", state: "aborted", stopReason: "interrupted" },
    { runId: "run-2", state: "aborted", stopReason: "interrupted" },
  ]);
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map(textOf)).toEqual(["Do it", "Step one.", "And the beg", "And then"]);
  expect(messages[2]).toMatchObject({ stopReason: "interrupted" });
  expect(await t.store.runs.unfinished()).toEqual([]);
  expect(await t.store.sessions.get(MAIN_KEY)).toMatchObject({ status: "interrupted" });
  expect(statuses).toEqual(["unavailable"]);
  expect(t.gateway.status).toMatchObject({ state: "unavailable" });
  await expect(t.send("Too late")).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
});

test("a message that is being accepted while the gateway closes is not lost", async () => {
  const t = await openTestGateway({ script: answerWith("Yes.") });
  const sent = t.send("Just in time");
  await t.close();
  await expect(sent).resolves.toMatchObject({ runId: "run-1" });
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map(textOf)[0]).toBe("Just in time");
  expect(await t.store.runs.unfinished()).toEqual([]);
});

test("the end of a run that cannot be stored is told as an error", async () => {
  const home = await temporaryFolder();
  const store = await openStore({ file: join(home, "store.db") });
  const t = await openTestGateway({ home, store, script: halfWay });
  await t.send("Do it");
  await t.until("chat", (event) => event.state === "delta" && event.deltaText === "And the beg");
  await store.close();
  await t.close();
  expect(t.chat("run-1").at(-1)).toMatchObject({ state: "error" });
});
