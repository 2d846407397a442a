import { expect, test, vi } from "vitest";
import type { ChatHistoryResult } from "../protocol/chat.ts";
import { textOf } from "../protocol/messages.ts";
import { TOOL_OUTPUT_LIMIT } from "./live-run.ts";
import { MAIN_KEY, openTestGateway } from "./testing/gateway.ts";
import { answerWith, gate, message, type Script } from "./testing/scripted-runner.ts";

test("pages go back in time", async () => {
  const t = await openTestGateway();
  for (let n = 1; n <= 3; n += 1) {
    await t.send(`${n}`);
    await t.ended(`run-${n}`);
  }
  const newest = await t.call("chat.history", { sessionKey: "main", limit: 4 });
  expect(newest).toMatchObject({ hasMore: true, totalMessages: 6, sessionKey: MAIN_KEY });
  expect(newest.messages.map((m) => m.__openclaw.seq)).toEqual([3, 4, 5, 6]);
  const older = await t.call("chat.history", { sessionKey: "main", limit: 4, offset: 4 });
  expect(older.messages.map((m) => m.__openclaw.seq)).toEqual([1, 2]);
  expect(older).toMatchObject({ hasMore: false, deltaCursor: newest.deltaCursor });
});

test("of a session that is not there the history is empty", async () => {
  const t = await openTestGateway();
  expect(await t.call("chat.history", { sessionKey: "nowhere" })).toMatchObject({
    sessionId: null,
    messages: [],
    totalMessages: 0,
    hasMore: false,
  });
});

test("RES-5: a cursor gives what came after it, from the empty session on", async () => {
  const t = await openTestGateway();
  const empty = await t.call("chat.history", { sessionKey: "main" });
  await t.send("1");
  await t.ended("run-1");
  const first = await t.call("chat.history", { sessionKey: "main", cursor: empty.deltaCursor });
  expect([first.kind, ...first.messages.map(textOf)]).toEqual(["delta", "1", "Hello there."]);
  const none = await t.call("chat.history", { sessionKey: "main", cursor: first.deltaCursor });
  expect(none).toMatchObject({ kind: "delta", messages: [], deltaCursor: first.deltaCursor });
  await t.send("2");
  await t.ended("run-2");
  const second = await t.call("chat.history", { sessionKey: "main", cursor: first.deltaCursor });
  expect(second.messages.map(textOf)).toEqual(["2", "Hello there."]);
});

test("B-11: a message that is taken up while the history is read stands in it", async () => {
  const first = gate();
  const script: Script = async function* (request) {
    if (request.runId === "run-1") await first.opened;
    yield* answerWith("Yes.")(request);
  };
  const t = await openTestGateway({ script });
  await t.send("1");
  await t.send("2");
  const put = t.store.runs.put.bind(t.store.runs);
  const page = t.store.messages.page.bind(t.store.messages);
  const read = Promise.withResolvers<ChatHistoryResult>();
  // Asked for while the first run's end is stored, it is read while the second one begins.
  vi.spyOn(t.store.runs, "put").mockImplementation((run) => {
    if (run.runId === "run-1" && run.state === "done") read.resolve(t.call("chat.history", { sessionKey: "main" }));
    return put(run);
  });
  vi.spyOn(t.store.messages, "page").mockImplementation(async (key, range) => {
    const found = await page(key, range);
    await new Promise(setImmediate);
    return found;
  });
  first.open();
  const { messages, pendingInputs, inFlightRun } = await read.promise;
  expect(messages.map(textOf)).toEqual(["1", "Yes."]);
  expect(inFlightRun?.runId).toBe("run-2");
  expect(pendingInputs.items.map(({ runId, message }) => [runId, message.content])).toEqual([["run-2", "2"]]);
  await t.ended("run-2");
  expect((await t.call("chat.history", { sessionKey: "main" })).pendingInputs.total).toBe(0);
});

test("a cursor whose message was taken away is answered by a reset", async () => {
  const t = await openTestGateway();
  await t.send("1");
  await t.ended("run-1");
  const { deltaCursor } = await t.call("chat.history", { sessionKey: "main" });
  await t.call("sessions.reset", { key: "main" });
  await t.send("a");
  await t.ended("run-2");
  await t.send("b");
  await t.ended("run-3");
  const after = await t.call("chat.history", { sessionKey: "main", cursor: deltaCursor });
  expect(after.kind).toBe("reset");
  expect(after.messages.map(textOf)).toEqual(["a", "Hello there.", "b", "Hello there."]);
});

test("a reader that is too far behind reads the newest page instead", async () => {
  const t = await openTestGateway();
  await t.send("1");
  await t.ended("run-1");
  const { deltaCursor } = await t.call("chat.history", { sessionKey: "main" });
  const many = Array.from({ length: 1_001 }, (_, n) => ({
    role: "user" as const,
    content: `${n}`,
    timestamp: n,
    __openclaw: { id: `many-${n}` },
  }));
  await t.store.messages.append(MAIN_KEY, many);
  const after = await t.call("chat.history", { sessionKey: "main", cursor: deltaCursor });
  expect(after).toMatchObject({ kind: "reset", hasMore: true });
  expect(after.messages).toHaveLength(200);
});

test("the run in flight: text since the last stored message, thinking, tools, and the seq it holds", async () => {
  const [second, third, last] = [gate(), gate(), gate()];
  const script: Script = async function* ({ runId }) {
    yield { type: "thinking", delta: "Let me see" };
    yield { type: "text", delta: "I look." };
    yield { type: "tool-start", toolCallId: "c", name: "logs_tail", args: { limit: 1 } };
    yield { type: "tool-update", toolCallId: "c", name: "logs_tail", partial: `${"x".repeat(TOOL_OUTPUT_LIMIT)}end` };
    await second.opened;
    yield message(runId, "I look.");
    yield { type: "tool-result", toolCallId: "c", name: "logs_tail", result: "ok", isError: false, durationMs: 3 };
    yield {
      type: "message",
      message: {
        role: "toolResult",
        toolCallId: "c",
        toolName: "logs_tail",
        isError: false,
        content: "ok",
        timestamp: 1,
        __openclaw: { id: "t" },
      },
    };
    yield { type: "text", delta: "Now " };
    await third.opened;
    yield { type: "text", delta: "done." };
    yield message(runId, "Now done.");
    await last.opened;
    yield { type: "end", stopReason: "stop" };
  };
  const t = await openTestGateway({ script });
  await t.send("Hi");
  const history = () => t.call("chat.history", { sessionKey: "main" });
  const seqNow = () => Math.max(...[...t.heard("chat"), ...t.heard("agent")].map(({ seq }) => seq));

  await t.until("agent", (event) => event.stream === "tool" && event.data.phase === "update");
  const inFlight = (await history()).inFlightRun;
  expect(inFlight).toMatchObject({ runId: "run-1", text: "I look.", thinking: "Let me see", seq: seqNow() });
  expect(inFlight?.tools).toMatchObject([{ toolCallId: "c", name: "logs_tail", args: { limit: 1 } }]);
  expect(inFlight?.tools[0]?.output).toHaveLength(TOOL_OUTPUT_LIMIT);
  expect(inFlight?.tools[0]?.output?.endsWith("end")).toBe(true);

  second.open();
  await t.until("chat", (event) => event.state === "delta" && event.deltaText === "Now ");
  const middle = await history();
  expect(middle.inFlightRun).toMatchObject({ text: "Now ", thinking: "", tools: [], seq: seqNow() });
  expect(middle.messages.map(textOf)).toEqual(["Hi", "I look.", "ok"]);

  third.open();
  await t.until("session.message", (event) => textOf(event.message) === "Now done.");
  expect((await history()).inFlightRun).toMatchObject({ text: "", tools: [] });
  last.open();
  await t.ended("run-1");
  expect((await history()).inFlightRun).toBeUndefined();
});

test("asked at any moment, the history and the events after it make the whole answer", async () => {
  const words = "The quick brown fox jumps over the lazy dog";
  const t = await openTestGateway({
    script: async function* ({ runId }) {
      for (const part of [0, 1]) {
        for (const delta of words.match(/.{1,3}/g) ?? []) {
          yield { type: "text", delta };
          if (delta.length % 2) await new Promise(setImmediate);
        }
        yield message(runId, `${words}${part}`);
      }
      yield { type: "end", stopReason: "stop" };
    },
  });
  await t.send("Hi");
  let looks = 0;
  for (let over = false; !over; looks += 1) {
    const { messages, inFlightRun } = await t.call("chat.history", { sessionKey: "main" });
    over = looks > 0 && !inFlightRun;
    if (!inFlightRun) continue;
    const stored = messages.filter(({ role }) => role === "assistant").length;
    const mine = t.chat("run-1").flatMap((e) => (e.state === "delta" && e.seq <= inFlightRun.seq ? [e.deltaText] : []));
    // What was said up to that seq is what is stored, followed by what is in flight.
    expect(words.repeat(stored) + inFlightRun.text).toBe(mine.join(""));
  }
  expect(looks).toBeGreaterThan(3);
});

test("long texts are cut on demand, and fetched whole by their id", async () => {
  const t = await openTestGateway({ script: answerWith("y".repeat(500)) });
  await t.send("x".repeat(300));
  await t.ended("run-1");
  const { messages } = await t.call("chat.history", { sessionKey: "main", maxChars: 100 });
  expect(messages.map((m) => [textOf(m).length, m.__openclaw.truncated])).toEqual([
    [100, true],
    [100, true],
  ]);
  const messageId = messages[1]?.__openclaw.id ?? "";
  const whole = await t.call("chat.message.get", { sessionKey: "main", messageId });
  expect(whole.message && textOf(whole.message)).toBe("y".repeat(500));
  await expect(t.call("chat.message.get", { sessionKey: "main", messageId: "gone" })).resolves.toEqual({
    ok: false,
    unavailableReason: "not_found",
  });
});
