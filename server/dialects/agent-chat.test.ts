import { afterEach, describe, expect, test, vi } from "vitest";
import { delta, StageGateway } from "../hub/testing/stage-gateway.ts";
import { TestHub } from "../hub/testing/test-hub.ts";
import type { WireClient } from "../hub/testing/wire-client.ts";
import type { JsonObject } from "../protocol/frames.ts";
import { isObject } from "./frames.ts";

afterEach(() => void vi.useRealTimers());

/** A gateway with two agents, and what `chat.send` was called with. */
function stage(sent: JsonObject[] = [], status = "started"): StageGateway {
  return new StageGateway({
    "agents.list": () => ({
      defaultId: "main",
      agents: [
        { id: "main", name: "Operator" },
        { id: "writer", name: "Main Writer", identity: { name: "Quill" } },
      ],
    }),
    "chat.send": (params) => {
      if (isObject(params)) sent.push(params);
      return { runId: isObject(params) ? params.idempotencyKey : "", status };
    },
  });
}

const CHAT = { type: "agent_chat", agent_id: "main", message: "Hi", idempotency_key: "run-1" };
const RUN = { runId: "run-1", sessionKey: "agent:main:main" };

/** The frames of the answer, without greeting and events. */
const answer = (client: WireClient) => client.frames.filter(({ type }) => type !== "connected" && type !== "event");

async function started(client: WireClient, sent: JsonObject[], frame: JsonObject = CHAT): Promise<void> {
  client.send(frame);
  await expect.poll(() => sent).toHaveLength(1);
}

test("A-9: the answer streams as chunks, thinking and tools, and ends with exactly one done", async () => {
  const sent: JsonObject[] = [];
  const gateway = stage(sent);
  await using hub = await TestHub.start({ gateways: [gateway] });
  const client = hub.client();
  await started(client, sent);
  expect(sent).toEqual([{ sessionKey: "agent:main:main", message: "Hi", idempotencyKey: "run-1", agentId: "main" }]);

  const tool = { toolCallId: "t1", name: "search" };
  const agent = (seq: number, stream: string, data: object) =>
    gateway.emit("agent", { ...RUN, seq, ts: 0, stream, data });
  agent(1, "lifecycle", { phase: "start", startedAt: 0 });
  agent(2, "thinking", { delta: "Hm" });
  agent(3, "tool", { ...tool, phase: "start", args: { q: "x" } });
  agent(4, "tool", { ...tool, phase: "update", partialResult: "…" });
  agent(5, "tool", { ...tool, phase: "result", result: "ok", isError: false, durationMs: 1 });
  agent(6, "tool", { ...tool, phase: "result", result: "no", isError: true, durationMs: 1 });
  gateway.emit("chat", delta("Hel", 7));
  gateway.emit("chat", delta("stray", 1, { runId: "another" }));
  gateway.emit("chat", delta("lo", 8));
  gateway.emit("chat", { ...RUN, seq: 9, state: "final", message: { content: "Hello" }, usage: { totalTokens: 3 } });
  gateway.emit("chat", delta("late", 10));
  gateway.emit("chat", { ...RUN, seq: 11, state: "error", errorMessage: "late" });
  await client.frame({ type: "done" });
  await client.settled();

  const ids = { runId: "run-1", agent_id: "main" };
  expect(answer(client).slice(0, -1)).toEqual([
    { type: "thinking", content: "Hm", ...ids },
    { type: "tool_start", tool: "search", toolCallId: "t1", args: { q: "x" }, ...ids },
    { type: "tool_end", tool: "search", toolCallId: "t1", result: "ok", ...ids },
    { type: "tool_error", tool: "search", toolCallId: "t1", result: "no", ...ids },
    { type: "chunk", content: "Hel", seq: 7, ...ids },
    { type: "chunk", content: "lo", seq: 8, ...ids },
    { type: "done", usage: { totalTokens: 3 }, ...ids },
  ]);
});

test("A-9: the last chunk and the end in one go arrive both, in order", async () => {
  const sent: JsonObject[] = [];
  const gateway = stage(sent);
  await using hub = await TestHub.start({ gateways: [gateway] });
  const client = hub.client();
  await started(client, sent);
  gateway.emit("chat", delta("all", 1));
  gateway.emit("chat", { ...RUN, seq: 2, state: "final" });
  await client.frame({ type: "done" });
  expect(answer(client).map(({ type }) => type)).toEqual(["chunk", "done"]);
});

test("A-9: events of the run that come before chat.send has answered are told too", async () => {
  const gateway: StageGateway = new StageGateway({
    "agents.list": () => ({ agents: [{ id: "main", name: "Operator" }] }),
    "chat.send": () => {
      gateway.emit("chat", delta("quick", 1));
      gateway.emit("chat", { ...RUN, seq: 2, state: "final" });
      return { runId: "run-1", status: "started" };
    },
  });
  await using hub = await TestHub.start({ gateways: [gateway] });
  const client = hub.client();
  client.send(CHAT);
  await client.frame({ type: "done" });
  expect(answer(client)).toMatchObject([{ type: "chunk", content: "quick", agent_id: "main" }, { type: "done" }]);
});

test("A-9: an answer that was not streamed comes as one chunk before the end", async () => {
  const sent: JsonObject[] = [];
  const gateway = stage(sent);
  await using hub = await TestHub.start({ gateways: [gateway] });
  const client = hub.client();
  await started(client, sent);
  const content = [
    { type: "thinking", thinking: "no" },
    { type: "text", text: "Re" },
    { type: "text", text: "set." },
  ];
  gateway.emit("chat", { ...RUN, seq: 1, state: "final", message: { role: "assistant", content } });
  await client.frame({ type: "done" });
  expect(answer(client)).toMatchObject([{ type: "chunk", content: "Reset." }, { type: "done" }]);
});

describe("A-9: how it ends", () => {
  test.each([
    [{ state: "aborted" }, { type: "done", aborted: true }],
    [
      { state: "error", errorMessage: "No credit." },
      { type: "error", code: "PROVIDER", message: "No credit." },
    ],
    [
      { state: "error", errorMessage: "Slow.", errorKind: "timeout" },
      { type: "error", code: "TIMEOUT" },
    ],
    [
      { state: "error", errorMessage: "Much.", errorKind: "rate_limit" },
      { type: "error", code: "RATE_LIMITED" },
    ],
    [{ state: "error" }, { type: "error", message: "The run failed." }],
  ])("%j", async (end, frame) => {
    const sent: JsonObject[] = [];
    const gateway = stage(sent);
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    await started(client, sent);
    gateway.emit("chat", { ...RUN, seq: 1, ...end });
    gateway.emit("chat", delta("late", 2));
    gateway.emit("chat", { ...RUN, seq: 3, state: "final" });
    await client.frame({ type: frame.type });
    await client.settled();
    expect(answer(client).slice(0, -1)).toEqual([
      expect.objectContaining({ ...frame, runId: "run-1", agent_id: "main" }),
    ]);
  });

  test("a message that was answered before is done at once", async () => {
    await using hub = await TestHub.start({ gateways: [stage([], "ok")] });
    const client = hub.client();
    client.send(CHAT);
    expect(await client.frame({ type: "done" })).toMatchObject({ runId: "run-1" });
  });

  test("a run that has ended is not ended again when chat.send fails after all", async () => {
    const gateway: StageGateway = new StageGateway({
      "agents.list": () => ({ agents: [{ id: "main" }] }),
      "chat.send": () => {
        gateway.emit("chat", { ...RUN, seq: 1, state: "final" });
        throw new Error("too late");
      },
    });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    client.send(CHAT);
    await client.frame({ type: "done" });
    await client.settled();
    expect(answer(client).map(({ type }) => type)).toEqual(["done", "pong"]);
  });

  test("a run that ends before chat.send says that it has is ended once", async () => {
    const gateway: StageGateway = new StageGateway({
      "agents.list": () => ({ agents: [{ id: "main" }] }),
      "chat.send": () => {
        gateway.emit("chat", { ...RUN, seq: 1, state: "final" });
        return { runId: "run-1", status: "ok" };
      },
    });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    client.send(CHAT);
    await client.frame({ type: "done" });
    await client.settled();
    expect(answer(client).map(({ type }) => type)).toEqual(["done", "pong"]);
  });

  test("a run that cannot start is one error", async () => {
    const gateway = new StageGateway({ "agents.list": () => ({ agents: [{ id: "main" }] }) });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    client.send(CHAT);
    await client.frame({ type: "error" });
    gateway.emit("chat", { ...RUN, seq: 1, state: "final" });
    await client.settled();
    expect(answer(client).slice(0, -1)).toMatchObject([{ code: "UNKNOWN_METHOD", ref: { type: "agent_chat" } }]);
  });
});

test("A-9: a heartbeat while nothing else comes", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const asked = Promise.withResolvers<void>();
  const gateway = new StageGateway({
    "agents.list": () => ({ agents: [{ id: "main" }] }),
    "chat.send": () => {
      asked.resolve();
      return { runId: "run-1", status: "started" };
    },
  });
  await using hub = await TestHub.start({ gateways: [gateway], heartbeatMs: 10_000 });
  const client = hub.client();
  client.send(CHAT);
  await asked.promise;
  vi.advanceTimersByTime(9_000);
  gateway.emit("chat", delta("a", 1));
  vi.advanceTimersByTime(9_999);
  gateway.emit("chat", delta("b", 2));
  vi.advanceTimersByTime(20_000);
  gateway.emit("chat", { ...RUN, seq: 3, state: "final" });
  vi.advanceTimersByTime(60_000);
  await client.settled();
  expect(answer(client).map(({ type }) => type)).toEqual(["chunk", "chunk", "heartbeat", "heartbeat", "done", "pong"]);
});

test.each([
  ["main", "main"],
  ["Operator", "main"],
  ["main writer", "writer"],
  ["QUILL", "writer"],
])("A-9: agent_name %s is the agent %s", async (agent_name, agentId) => {
  const sent: JsonObject[] = [];
  await using hub = await TestHub.start({ gateways: [stage(sent)] });
  await started(hub.client(), sent, { type: "agent_chat", agent_name, message: "Hi" });
  expect(sent[0]).toMatchObject({ agentId, sessionKey: `agent:${agentId}:main`, idempotencyKey: expect.any(String) });
});

test("A-9: an unknown agent, and a session of the caller's choice", async () => {
  const sent: JsonObject[] = [];
  await using hub = await TestHub.start({ gateways: [stage(sent)] });
  const client = hub.client();
  client.send({ ...CHAT, agent_id: "nobody" });
  expect(await client.frame({ type: "error" })).toMatchObject({ code: "NOT_FOUND" });
  await started(client, sent, { ...CHAT, session_key: "agent:main:other" });
  expect(sent[0]).toMatchObject({ sessionKey: "agent:main:other" });
});

test.each([[{ message: "Hi" }], [{ agent_id: "main" }], [{ agent_id: "main", message: "" }], [{}]])(
  "A-10: agent_chat with %j",
  async (fields) => {
    await using hub = await TestHub.start({ gateways: [stage()] });
    const client = hub.client();
    client.send({ type: "agent_chat", ...fields });
    expect(await client.frame({ type: "error" })).toMatchObject({ message: "Missing agent_id or message" });
  },
);

test("the same message sent again while it is answered is answered once", async () => {
  const sent: JsonObject[] = [];
  const gateway = stage(sent);
  await using hub = await TestHub.start({ gateways: [gateway] });
  const client = hub.client();
  await started(client, sent);
  client.send(CHAT);
  await client.settled();
  gateway.emit("chat", delta("a", 1));
  gateway.emit("chat", { ...RUN, seq: 2, state: "final" });
  await client.frame({ type: "done" });
  await client.settled();
  expect(answer(client).map(({ type }) => type)).toEqual(["pong", "chunk", "done", "pong"]);
  expect(sent).toHaveLength(1);
});

test("no more answers are under way on a connection than the bound", async () => {
  const sent: JsonObject[] = [];
  await using hub = await TestHub.start({ gateways: [stage(sent)] });
  const client = hub.client();
  for (let n = 0; n <= 16; n += 1) client.send({ ...CHAT, idempotency_key: `run-${n}` });
  expect(await client.frame({ type: "error" })).toMatchObject({ code: "RATE_LIMITED" });
  expect(sent).toHaveLength(16);
});

test("A-9: an answer in a session that is gone, for whoever asked, ends with an error", async () => {
  const sent: JsonObject[] = [];
  const gateway = stage(sent);
  await using hub = await TestHub.start({ gateways: [gateway] });
  const client = hub.client();
  await started(client, sent);
  gateway.emit("chat", delta("Hel", 1, RUN));
  gateway.emit("sessions.changed", { sessionKey: "agent:main:other", reason: "delete" });
  gateway.emit("sessions.changed", { sessionKey: RUN.sessionKey, reason: "message" });
  gateway.emit("chat", delta("lo", 2, RUN));
  gateway.emit("sessions.changed", { sessionKey: RUN.sessionKey, reason: "delete" });
  gateway.emit("chat", delta("late", 3, RUN));
  await client.settled();
  const told = answer(client).filter(({ type }) => type !== "pong");
  expect(told).toMatchObject([{ content: "Hel" }, { content: "lo" }, { type: "error", code: "ABORTED" }]);
});
