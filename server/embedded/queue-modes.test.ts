import { expect, test } from "vitest";
import { textOf } from "../protocol/messages.ts";
import { MAIN_KEY, openTestGateway, type TestGateway } from "./testing/gateway.ts";
import { answerWith, gate, message, type Script, stopped } from "./testing/scripted-runner.ts";

async function transcript(t: TestGateway) {
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 50, offset: 0 });
  return messages.map((m) => `${m.__openclaw.runId}: ${textOf(m)}`);
}

/** Answers at once, but the first turn only when the gate opens. */
function slowFirst(): { open: () => void; script: Script } {
  const hold = gate();
  const script: Script = async function* (request) {
    if (request.runId === "run-1") await hold.opened;
    yield* answerWith("Yes.")(request);
  };
  return { open: hold.open, script };
}

test("followup: each waits for the end of the one before and has its own answer", async () => {
  const { open, script } = slowFirst();
  const t = await openTestGateway({ script });
  await t.send("1");
  await expect(t.send("2")).resolves.toEqual({ runId: "run-2", status: "queued" });
  const { pendingInputs } = await t.call("chat.history", { sessionKey: "main" });
  expect(pendingInputs).toMatchObject({
    total: 1,
    items: [{ runId: "run-2", state: "queued", message: { content: "2" } }],
  });
  open();
  await t.ended("run-2");
  expect(await transcript(t)).toEqual(["run-1: 1", "run-1: Yes.", "run-2: 2", "run-2: Yes."]);
});

test("collect: what waits is answered together, every message stands by its own key, every run ends", async () => {
  const { open, script } = slowFirst();
  const t = await openTestGateway({ script });
  await t.send("1");
  for (const words of ["2", "3", "4"]) await t.send(words, { queueMode: "collect" });
  open();
  await t.ended("run-2");
  expect(await transcript(t)).toEqual(["run-1: 1", "run-1: Yes.", "run-2: 2", "run-2: 3", "run-2: 4", "run-2: Yes."]);
  expect(t.runner.requests).toHaveLength(2);
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.flatMap((m) => m.__openclaw.idempotencyKey ?? [])).toEqual(["run-1", "run-2", "run-3", "run-4"]);
  for (const runId of ["run-3", "run-4"]) {
    expect(t.chat(runId)).toMatchObject([{ state: "final", seq: 1 }]);
    expect(await t.store.runs.get(runId)).toMatchObject({ state: "done" });
    await expect(t.send("again", { idempotencyKey: runId })).resolves.toMatchObject({ status: "ok" });
  }
});

test("steer: the loop is given the message at its next step, and it stands between the steps", async () => {
  const step = gate();
  const t = await openTestGateway({
    script: async function* ({ runId, takeSteering }) {
      yield { type: "text", delta: "First." };
      yield message(runId, "First.");
      await step.opened;
      const heard = takeSteering().map(textOf).join();
      yield { type: "text", delta: `Heard ${heard}.` };
      yield message(runId, `Heard ${heard}.`);
      yield { type: "end", stopReason: "stop" };
    },
  });
  await t.send("1");
  await t.until("session.message", (event) => textOf(event.message) === "First.");
  await expect(t.send("2", { queueMode: "steer" })).resolves.toMatchObject({ runId: "run-2", status: "queued" });
  expect((await t.call("chat.history", { sessionKey: "main" })).pendingInputs.total).toBe(1);
  step.open();
  await t.ended("run-1");
  expect(await transcript(t)).toEqual(["run-1: 1", "run-1: First.", "run-1: 2", "run-1: Heard 2."]);
  expect(t.chat("run-2").map(({ state }) => state)).toEqual(["final"]);
  expect((await t.call("chat.history", { sessionKey: "main" })).pendingInputs.total).toBe(0);
  expect(await t.store.runs.unfinished()).toEqual([]);
});

test("steer: what the loop did not take any more is answered next", async () => {
  const { open, script } = slowFirst();
  const t = await openTestGateway({ script });
  await t.send("1");
  await t.send("3");
  await t.send("2", { queueMode: "steer" });
  open();
  await t.ended("run-2");
  expect(await transcript(t)).toEqual([
    "run-1: 1",
    "run-1: Yes.",
    "run-3: 2",
    "run-3: Yes.",
    "run-2: 3",
    "run-2: Yes.",
  ]);
});

test("steer: with nothing going on it is an ordinary message", async () => {
  const t = await openTestGateway();
  await expect(t.send("1", { queueMode: "steer" })).resolves.toMatchObject({ status: "started" });
  await expect(t.ended("run-1")).resolves.toMatchObject({ state: "final", message: { role: "assistant" } });
});

test("interrupt: the run that goes on is aborted, and the message goes before those that wait", async () => {
  const t = await openTestGateway({
    script: async function* (request) {
      if (request.runId !== "run-1") return yield* answerWith("Yes.")(request);
      yield { type: "text", delta: "Begin" };
      await stopped(request);
      yield { type: "end", stopReason: "aborted" };
    },
  });
  await t.send("1");
  await t.until("chat", (event) => event.state === "delta");
  await t.send("2");
  await t.send("3", { queueMode: "interrupt" });
  await t.ended("run-2");
  expect(t.chat("run-1").at(-1)).toMatchObject({ state: "aborted" });
  expect(await transcript(t)).toEqual([
    "run-1: 1",
    "run-1: Begin",
    "run-3: 3",
    "run-3: Yes.",
    "run-2: 2",
    "run-2: Yes.",
  ]);
});
