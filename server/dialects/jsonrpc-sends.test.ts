import { describe, expect, onTestFinished, test } from "vitest";
import { delta, StageGateway } from "../hub/testing/stage-gateway.ts";
import { TestHub, type TestHubOptions } from "../hub/testing/test-hub.ts";
import type { WireClient } from "../hub/testing/wire-client.ts";
import type { JsonObject } from "../protocol/frames.ts";
import { isObject } from "./frames.ts";
import { jsonrpcDialect } from "./jsonrpc.ts";
import { MAX_SENDS } from "./jsonrpc-sends.ts";
import { MAX_SESSIONS } from "./jsonrpc-watch.ts";

const ROSTER = { defaultId: "main", mainKey: "main", agents: [{ id: "main" }, { id: "helper" }] };
type Handlers = ConstructorParameters<typeof StageGateway>[0];

/** A gateway whose runs are told by the test: their ids are run-1, run-2 … */
async function open(handlers: Handlers = {}, options: TestHubOptions & { recheckMs?: number } = {}) {
  const { recheckMs, ...rest } = options;
  const taken = new Map<number, PromiseWithResolvers<void>>();
  const taking = (n: number) => {
    const known = taken.get(n) ?? Promise.withResolvers<void>();
    taken.set(n, known);
    return known;
  };
  const messages: unknown[] = [];
  let sends = 0;
  const gateway = new StageGateway({
    "agents.list": () => ROSTER,
    "chat.send": (params) => {
      messages.push(isObject(params) ? params.message : params);
      sends += 1;
      taking(sends).resolve();
      return { status: "started" };
    },
    ...handlers,
  });
  let runs = 0;
  const newId = () => {
    runs += 1;
    return `run-${runs}`;
  };
  const hub = await TestHub.start({ gateways: [gateway], dialects: [jsonrpcDialect({ newId, recheckMs })], ...rest });
  onTestFinished(() => hub[Symbol.asyncDispose]());
  const chat = (payload: JsonObject) =>
    gateway.emit("chat", { runId: "run-1", sessionKey: "agent:main:main", ...payload });
  /** Resolves when the gateway has got the nth message. */
  const nth = (n: number) => taking(n).promise;
  return { gateway, hub, chat, taken: nth, messages };
}

function call(client: WireClient, id: number, method: string, params: object = {}): Promise<JsonObject> {
  client.send({ jsonrpc: "2.0", id, method, params });
  return client.frame({ id });
}

const typing = (client: WireClient) => client.frames.filter(({ method }) => method === "typing");

describe("a gateway without bindings", () => {
  test("has its default agent answer in its main session, or the one that is named", async () => {
    const { gateway, hub, chat, taken } = await open();
    const client = hub.client();
    const sent = call(client, 1, "send", { text: "hi" });
    await taken(1);
    chat({
      state: "final",
      message: { content: [{ type: "text", text: "one" }, { type: "thinking" }, { type: "text", text: " two" }] },
    });
    expect((await sent).result).toEqual({ agent_id: "main", session_key: "agent:main:main", reply: "one two" });
    const named = call(client, 3, "send", { text: "hi", agent_id: "helper" });
    await taken(2);
    gateway.emit("chat", {
      runId: "run-2",
      sessionKey: "agent:helper:main",
      state: "final",
      message: { content: "plain" },
    });
    expect((await named).result).toMatchObject({ session_key: "agent:helper:main", reply: "plain" });
    const unknown = await call(client, 5, "send", { text: "hi", agent_id: "nobody" });
    expect(unknown.error).toMatchObject({ code: -32602 });
  });

  test("B-6: counts none", async () => {
    const { hub } = await open({ status: () => ({}) });
    expect((await call(hub.client(), 1, "status")).result).toMatchObject({ agents: 2, running: 0, binding_count: 0 });
  });
});

describe("the answer", () => {
  test("is what was streamed when the end brings no message, replaced text left out", async () => {
    const { hub, chat, taken } = await open();
    const client = hub.client();
    const sent = call(client, 1, "send", { text: "hi" });
    await taken(1);
    chat(delta("wrong"));
    chat({ ...delta("Hel"), replace: true });
    chat(delta("lo"));
    chat({ state: "final" });
    expect((await sent).result).toMatchObject({ reply: "Hello" });
  });

  test("B-1: is not bound by the deadline of other calls", async () => {
    const { hub, chat, taken } = await open({ "logs.tail": () => new Promise(() => {}) }, { timeoutMs: 30 });
    const client = hub.client();
    const sent = call(client, 1, "send", { text: "hi" });
    await taken(1);
    const overdue = await call(client, 3, "logs.tail");
    expect(overdue.error).toMatchObject({ code: -32000, data: { code: "TIMEOUT" } });
    chat({ state: "final", message: { content: "late" } });
    expect((await sent).result).toMatchObject({ reply: "late" });
  });

  test("is found in the transcript when the end of the run was not heard", async () => {
    let goesOn = true;
    let looks = 0;
    const message = { role: "assistant", content: "kept", __openclaw: { runId: "run-1" } };
    const { hub } = await open(
      {
        "chat.history": () => {
          looks += 1;
          return { messages: [message], ...(goesOn && { inFlightRun: { runId: "run-1" } }) };
        },
      },
      { recheckMs: 10 },
    );
    const client = hub.client();
    const sent = call(client, 1, "send", { text: "hi" });
    await expect.poll(() => looks).toBeGreaterThan(1);
    expect(client.frames.some(({ id }) => id === 1)).toBe(false);
    goesOn = false;
    expect((await sent).result).toMatchObject({ reply: "kept" });
  });

  test("a run that is gone without an answer, and a failed look after it", async () => {
    let looks = 0;
    const { hub, chat, taken } = await open(
      {
        "chat.history": () => {
          looks += 1;
          if (looks === 1) throw new Error("not now");
          return { messages: [] };
        },
      },
      { recheckMs: 10 },
    );
    const client = hub.client();
    const sent = call(client, 1, "send", { text: "hi" });
    await taken(1);
    chat({ state: "status", phase: "starting_model" });
    expect((await sent).error).toMatchObject({ code: -32000, data: { code: "GATEWAY_LOST" } });
    expect(looks).toBe(2);
    expect(typing(client).map(({ params }) => isObject(params) && params.typing)).toEqual([true, false]);
  });
});

describe("bounds", () => {
  test(`${MAX_SENDS} answers may be under way on one connection`, async () => {
    const { hub } = await open();
    const client = hub.client();
    for (let id = 1; id <= MAX_SENDS; id += 1)
      client.send({ jsonrpc: "2.0", id, method: "send", params: { text: "hi" } });
    const refused = await call(client, 0, "send", { text: "hi" });
    expect(refused.error).toMatchObject({ code: -32000, data: { code: "RATE_LIMITED", retryAfterMs: 1_000 } });
    expect(client.frames.filter(({ id }) => id !== undefined)).toHaveLength(1);
  });

  test(`a connection takes part in the ${MAX_SESSIONS} sessions that it wrote to last`, async () => {
    const agents = Array.from({ length: MAX_SESSIONS + 1 }, (_, n) => ({ id: `a${n}` }));
    const { gateway, hub, taken } = await open({ "agents.list": () => ({ ...ROSTER, agents }) });
    const client = hub.client();
    for (const [n, { id }] of agents.entries()) {
      const sent = call(client, n, "send", { text: "hi", agent_id: id });
      await taken(n + 1);
      gateway.emit("chat", { runId: `run-${n + 1}`, sessionKey: `agent:${id}:main`, state: "final" });
      await sent;
    }
    for (const { id } of [...agents].reverse()) {
      gateway.emit("chat", { runId: "later", sessionKey: `agent:${id}:main`, state: "status" });
    }
    await call(client, 5_000, "agents.list");
    expect(typing(client)).toHaveLength(MAX_SESSIONS);
  });
});

test("B-11: messages of one connection reach the gateway in their order, also when the first one's way is longer", async () => {
  const { promise, resolve } = Promise.withResolvers<object>();
  let routed = 0;
  const { hub, taken, messages } = await open({
    "agents.list": () => {
      routed += 1;
      return routed === 1 ? promise : ROSTER;
    },
    "bindings.list": () => ({ bindings: [] }),
  });
  const client = hub.client();
  const texts = ["first", "second", "third"];
  for (const [id, text] of texts.entries()) client.send({ jsonrpc: "2.0", id, method: "send", params: { text } });
  await expect.poll(() => routed).toBeGreaterThan(0);
  await call(client, 9, "bindings.list");
  resolve(ROSTER);
  await taken(3);
  expect(messages).toEqual(texts);
});

test("what is heard of a run after its end begins nothing", async () => {
  const { gateway, hub, chat, taken } = await open();
  const client = hub.client();
  const sent = call(client, 1, "send", { text: "hi" });
  await taken(1);
  chat({ state: "final" });
  await sent;
  gateway.emit("agent", { runId: "run-1", sessionKey: "agent:main:main", stream: "lifecycle", data: { phase: "end" } });
  await call(client, 3, "agents.list");
  expect(typing(client)).toEqual([]);
});
