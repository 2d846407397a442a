import { expect, test } from "vitest";
import { textOf } from "../protocol/messages.ts";
import { MAIN_KEY, openTestGateway } from "./testing/gateway.ts";
import { answerWith, gate, message, type Script, stopped } from "./testing/scripted-runner.ts";

const ENDS = ["final", "aborted", "error"];

/** Says a beginning, then waits to be stopped. */
const beginning: Script = async function* (request) {
  yield { type: "thinking", delta: "hm" };
  yield { type: "text", delta: "The begin" };
  await stopped(request);
  yield { type: "text", delta: "never told" };
  yield { type: "end", stopReason: "aborted" };
};

test("abort answers when the stream has really stopped, and keeps the partial text", async () => {
  const closed = gate();
  let streaming = true;
  const t = await openTestGateway({
    script: async function* (request) {
      try {
        yield* beginning(request);
      } finally {
        await closed.opened;
        streaming = false;
      }
    },
  });
  await t.send("Hi");
  await t.until("chat", (event) => event.state === "delta");
  const aborting = t.call("chat.abort", { sessionKey: "main", runId: "run-1" });
  closed.open();
  await expect(aborting).resolves.toEqual({ ok: true, aborted: true, runIds: ["run-1"] });
  expect(streaming).toBe(false);

  const ends = t.chat("run-1").filter(({ state }) => ENDS.includes(state));
  expect(ends).toMatchObject([{ state: "aborted", stopReason: "aborted", message: { role: "assistant" } }]);
  expect(JSON.stringify(t.events)).not.toContain("never told");
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.at(-1)).toMatchObject({
    role: "assistant",
    stopReason: "aborted",
    content: [
      { type: "thinking", thinking: "hm" },
      { type: "text", text: "The begin" },
    ],
  });
  expect(await t.store.runs.get("run-1")).toMatchObject({ state: "killed" });
  expect((await t.call("sessions.describe", { key: "main" })).session).toMatchObject({ status: "killed" });
});

test("abort of a session ends what goes on and what waits; the waiting one says nothing", async () => {
  const t = await openTestGateway({ script: beginning });
  await t.send("One");
  await t.send("Two");
  const { runIds } = await t.call("chat.abort", { sessionKey: "main" });
  expect(runIds).toEqual(["run-1", "run-2"]);
  expect(t.chat("run-2").map(({ state }) => state)).toEqual(["aborted"]);
  expect(t.runner.requests).toHaveLength(1);
  expect(await t.store.runs.unfinished()).toEqual([]);
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
});

test("abort of a waiting run leaves the one before it alone", async () => {
  const hold = gate();
  const t = await openTestGateway({
    script: async function* (request) {
      await hold.opened;
      yield* answerWith("Done.")(request);
    },
  });
  await t.send("One");
  await t.send("Two");
  await expect(t.call("chat.abort", { sessionKey: "main", runId: "run-2" })).resolves.toMatchObject({
    runIds: ["run-2"],
  });
  hold.open();
  await expect(t.ended("run-1")).resolves.toMatchObject({ state: "final" });
});

test("abort of what is over, or was never there, says so", async () => {
  const t = await openTestGateway();
  await t.send("Hi");
  await t.until("sessions.changed", ({ session }) => session?.status === "done");
  for (const params of [{ sessionKey: "main" }, { sessionKey: "main", runId: "x" }, { sessionKey: "nowhere" }]) {
    await expect(t.call("chat.abort", params)).resolves.toEqual({ ok: true, aborted: false, runIds: [] });
  }
});

test("an abort sent right after a send reaches its run", async () => {
  const t = await openTestGateway({ script: beginning });
  const [, aborted] = await Promise.all([t.send("Hi"), t.call("chat.abort", { sessionKey: "main", runId: "run-1" })]);
  expect(aborted).toMatchObject({ aborted: true, runIds: ["run-1"] });
  expect(t.chat("run-1").filter(({ state }) => ENDS.includes(state))).toHaveLength(1);
});

test("a stream that does not stop is left behind after the grace, and tells nothing more", async () => {
  const late = gate();
  const t = await openTestGateway({
    config: { graceMs: 30, concurrentRuns: 1 },
    script: async function* (request) {
      yield { type: "text", delta: "Stub" };
      await late.opened;
      yield { type: "text", delta: "born" };
      yield message(request.runId, "Stubborn");
      yield { type: "end", stopReason: "stop" };
    },
  });
  await t.send("Hi");
  await t.until("chat", (event) => event.state === "delta");
  await t.call("chat.abort", { sessionKey: "main" });
  const told = t.chat("run-1").length;
  t.runner.script = answerWith("Next.");
  await t.send("Go on");
  await t.ended("run-2");
  late.open();
  await expect.poll(() => t.runner.playing).toBe(0);
  expect(t.chat("run-1")).toHaveLength(told);
  expect(JSON.stringify(t.events)).not.toContain("born");
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map(textOf)).toEqual(["Hi", "Stub", "Go on", "Next."]);
});

test("a provider's error is one error, the run has failed and the partial text is kept", async () => {
  const t = await openTestGateway({
    script: function* () {
      yield { type: "text", delta: "So far" };
      yield { type: "end", stopReason: "error", errorMessage: "Overloaded.", errorKind: "rate_limit" };
    },
  });
  await t.send("Hi");
  await expect(t.ended("run-1")).resolves.toMatchObject({
    state: "error",
    errorMessage: "Overloaded.",
    errorKind: "rate_limit",
    message: { stopReason: "error", errorMessage: "Overloaded." },
  });
  const lifecycle = t.heard("agent").flatMap((event) => (event.stream === "lifecycle" ? [event.data] : []));
  expect(lifecycle).toMatchObject([{ phase: "start" }, { phase: "error", error: "Overloaded." }]);
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map(textOf)).toEqual(["Hi", "So far"]);
  await t.until(
    "sessions.changed",
    ({ session }) => session?.status === "failed" && session.lastRunError === "Overloaded.",
  );
});

test("a loop that throws is an error without internals, one that just ends too", async () => {
  const t = await openTestGateway({
    script: function* () {
      yield { type: "text", delta: "So f" };
      throw new Error("secret path /etc");
    },
  });
  await t.send("Hi");
  const thrown = await t.ended("run-1");
  expect(thrown).toMatchObject({ state: "error" });
  expect(JSON.stringify(thrown)).not.toContain("/etc");
  t.runner.script = () => [];
  await t.send("Hi");
  await expect(t.ended("run-2")).resolves.toMatchObject({ state: "error", errorKind: "unknown" });
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
});

test("events after the end are not told", async () => {
  const t = await openTestGateway({
    script: function* ({ runId }) {
      yield { type: "end", stopReason: "stop" };
      yield { type: "text", delta: "ghost" };
      yield message(runId, "ghost");
    },
  });
  await t.send("Hi");
  await t.until("sessions.changed", ({ session }) => session?.status === "done");
  expect(JSON.stringify(t.events)).not.toContain("ghost");
  expect(t.chat("run-1").at(-1)?.state).toBe("final");
});

test("a run that takes longer than timeoutMs ends as a timeout, its text kept", async () => {
  const t = await openTestGateway({ script: beginning });
  await t.send("Hi", { timeoutMs: 1_000 });
  await expect(t.ended("run-1")).resolves.toMatchObject({ state: "error", errorKind: "timeout" });
  expect(await t.store.runs.get("run-1")).toMatchObject({ state: "timeout" });
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.at(-1)).toMatchObject({
    stopReason: "error",
    content: [{ type: "thinking" }, { text: "The begin" }],
  });
});

test("text that the loop did not store stands in the transcript all the same", async () => {
  const t = await openTestGateway({
    script: function* () {
      yield { type: "text", delta: "Only said." };
      yield { type: "end", stopReason: "length" };
    },
  });
  await t.send("Hi");
  const end = await t.ended("run-1");
  expect(end).toMatchObject({ state: "final", stopReason: "length" });
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.at(-1)).toMatchObject({ stopReason: "length", content: [{ text: "Only said." }] });
});

test("stopping marks what the loop itself stored of the cut answer by its cause", async () => {
  const t = await openTestGateway({
    script: async function* (request) {
      yield { type: "text", delta: "Cut" };
      await stopped(request);
      const cut = message(request.runId, "Cut");
      if (cut.type === "message" && cut.message.role === "assistant") cut.message.stopReason = "aborted";
      yield cut;
      yield { type: "end", stopReason: "aborted" };
    },
  });
  await t.send("Hi");
  await t.until("chat", (event) => event.state === "delta");
  await t.close();
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map((m) => (m.role === "assistant" ? m.stopReason : m.role))).toEqual(["user", "interrupted"]);
});
