import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { RpcError } from "../protocol/errors.ts";
import { textOf } from "../protocol/messages.ts";
import type { RunRecord, Store } from "../store/contract.ts";
import { openTestGateway, temporaryFolder, temporaryStore } from "./testing/gateway.ts";
import { answerWith, gate, type Script } from "./testing/scripted-runner.ts";
import { MAX_UNSETTLED, UnsettledRuns } from "./unsettled.ts";

const FULL = new RpcError("STORAGE", "Nothing was stored: the disk is full.", { retryable: true });
const run = (runId: string): RunRecord => ({ runId, sessionKey: "s", agentId: "main", state: "running", createdAt: 1 });

function bench(retryMs = 1) {
  const world = { full: true, tries: 0, stored: [] as string[] };
  const runs = new UnsettledRuns({
    retryMs,
    logger: pino({ level: "silent" }),
    interrupt: async ({ runId }, why) => {
      world.tries += 1;
      if (world.full) throw FULL;
      if (runId === "bad") throw new Error("a fault of ours");
      world.stored.push(`${runId}: ${why}`);
    },
  });
  onTestFinished(() => runs.close());
  return { world, runs };
}

test("a run is stored once there is room, in order; one that fails otherwise holds up none", async () => {
  const { world, runs } = bench();
  for (const id of ["first", "bad", "last"]) runs.add(run(id), "why");
  await expect.poll(() => world.tries).toBeGreaterThan(3);
  expect(world.stored).toEqual([]);
  world.full = false;
  await expect.poll(() => world.stored).toEqual(["first: why", "last: why"]);
  const { tries } = world;
  runs.add(run("another"), "why");
  await expect.poll(() => world.stored).toHaveLength(3);
  expect(world.tries).toBe(tries + 1);
});

test("no more are kept than the bound, and none after closing", async () => {
  const { world, runs } = bench();
  for (let n = 0; n <= MAX_UNSETTLED; n += 1) runs.add(run(`run-${n}`), "why");
  world.full = false;
  await expect.poll(() => world.stored).toHaveLength(MAX_UNSETTLED);
  runs.close();
  runs.close();
  runs.add(run("late"), "why");
  expect(world.stored).not.toContain("late: why");
});

test("those of one session are stored when asked for, and never twice", async () => {
  const { world, runs } = bench(60_000);
  runs.add(run("one"), "why");
  runs.add({ ...run("other"), sessionKey: "another" }, "why");
  await expect(runs.settle("s")).rejects.toThrow(FULL.message);
  world.full = false;
  await Promise.all([runs.settle("s"), runs.settle("s")]);
  await runs.settle("nothing waits here");
  expect(world.stored).toEqual(["one: why"]);
});

test("a message that was accepted while another was answered is not lost when the disk is full in between", async () => {
  const door = gate();
  const held: Script = async function* (request) {
    yield { type: "text", delta: "Half an" };
    await door.opened;
    yield* answerWith(" answer.")(request);
  };
  const home = await temporaryFolder();
  const disk = { full: false };
  const store = filling(await temporaryStore(home), disk);
  const t = await openTestGateway({ home, store, script: held, config: { retryMs: 5 } });
  await t.send("Answer this");
  await t.until("chat", ({ state }) => state === "delta");
  await t.send("And this", { idempotencyKey: "waiting" });
  disk.full = true;
  door.open();
  for (const runId of ["run-1", "waiting"]) {
    expect(await t.ended(runId)).toMatchObject({ state: "error", errorMessage: FULL.message });
  }
  disk.full = false;
  await t.until("sessions.changed", ({ session }) => session?.lastRunId === "waiting");

  const { messages, pendingInputs, sessionInfo } = await t.call("chat.history", { sessionKey: "main" });
  expect(messages.map((message) => `${message.role}: ${textOf(message)}`)).toEqual([
    "user: Answer this",
    "assistant: Half an answer.",
    "user: And this",
    "assistant: ",
  ]);
  expect(pendingInputs.total).toBe(0);
  expect(sessionInfo).toMatchObject({ status: "interrupted", hasActiveRun: false, lastRunError: FULL.message });
  expect(await store.runs.unfinished()).toEqual([]);
});

test("what came first stands first: a run that could not be stored is, before the next one of its session begins", async () => {
  const home = await temporaryFolder();
  const disk = { full: false };
  const store = filling(await temporaryStore(home), disk);
  const t = await openTestGateway({ home, store, script: answerWith("Yes."), config: { retryMs: 60_000 } });
  await t.send("One");
  await t.ended("run-1");
  const door = gate();
  t.runner.script = async function* (request) {
    yield { type: "text", delta: "Half" };
    await door.opened;
    yield* answerWith(" of two.")(request);
  };
  await t.send("Two");
  await t.until("chat", ({ runId, state }) => runId === "run-2" && state === "delta");
  disk.full = true;
  door.open();
  expect(await t.ended("run-2")).toMatchObject({ state: "error" });
  disk.full = false;
  t.runner.script = answerWith("Three it is.");
  await t.send("Three");
  expect(await t.ended("run-3")).toMatchObject({ state: "final" });

  const { messages, sessionInfo } = await t.call("chat.history", { sessionKey: "main" });
  expect(messages.map((message) => `${message.role}: ${textOf(message)}`)).toEqual([
    "user: One",
    "assistant: Yes.",
    "user: Two",
    "assistant: Half of two.",
    "user: Three",
    "assistant: Three it is.",
  ]);
  expect(sessionInfo).toMatchObject({ status: "done", lastRunId: "run-3" });
  expect(await store.runs.unfinished()).toEqual([]);
});

test("a session that was emptied stays empty, whatever was kept out of it before", async () => {
  const home = await temporaryFolder();
  const disk = { full: false };
  const store = filling(await temporaryStore(home), disk);
  const door = gate();
  const held: Script = async function* () {
    yield { type: "text", delta: "Half" };
    await door.opened;
    yield { type: "end", stopReason: "stop" };
  };
  const t = await openTestGateway({ home, store, script: held, config: { retryMs: 60_000 } });
  await t.send("One");
  await t.until("chat", ({ state }) => state === "delta");
  disk.full = true;
  door.open();
  await t.ended("run-1");
  await expect(t.call("sessions.reset", { key: "main" })).rejects.toMatchObject({ code: "STORAGE" });
  disk.full = false;
  await t.call("sessions.reset", { key: "main" });
  expect(await store.runs.unfinished()).toEqual([]);
  expect((await t.call("chat.history", { sessionKey: "main" })).messages).toEqual([]);
});

/** A store that refuses to write while the disk is full. */
function filling(store: Store, disk: { full: boolean }): Store {
  const room = async () => {
    if (disk.full) throw FULL;
  };
  const { messages, runs, sessions } = store;
  return {
    ...store,
    messages: { ...messages, append: (key, added) => room().then(() => messages.append(key, added)) },
    runs: { ...runs, put: (record) => room().then(() => runs.put(record)) },
    sessions: { ...sessions, patch: (key, fields) => room().then(() => sessions.patch(key, fields)) },
  };
}
