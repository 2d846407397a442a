import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isObject } from "../../server/dialects/frames.ts";
import { MAX_BATCH } from "../../server/dialects/jsonrpc.ts";
import { answerWith, gate, type Script, stopped } from "../../server/embedded/testing/scripted-runner.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import { rpc, typing } from "../support/rpc.ts";
import { openStage } from "../support/stage.ts";

const MAIN = "agent:main:main";

/** Waits at the gate, then says "done". */
const waitingAt = (opened: Promise<void>): Script =>
  async function* (request) {
    await Promise.race([opened, stopped(request)]);
    if (request.signal.aborted) yield { type: "end", stopReason: "aborted" };
    else yield* answerWith("done")(request);
  };

/** Comes back when the server has answered whatever was sent before on this connection. */
const settled = (client: WireClient) => rpc(client, "bindings.list");

describe("a connection that speaks nothing else", () => {
  test.each([
    ["subprotocol", { protocols: ["jsonrpc-2.0"] }, "jsonrpc-2.0"],
    ["one of several subprotocols", { protocols: ["bearer.admin", "jsonrpc-2.0"] }, "jsonrpc-2.0"],
    ["query", { path: "/ws?dialect=jsonrpc" }, ""],
  ])("PATH-2: asked for by %s it is not greeted, and gets JSON-RPC only", async (_by, options, protocol) => {
    const { hub } = await openStage();
    const client = hub.client(options);
    const types = ["ping", "agent_chat", "subscribe", "request", "auth", "resume", "nonsense"];
    for (const type of types) client.send({ type, id: "1", token: "x", channels: ["sessions"], resource: "status" });
    for (const text of ["nonsense", "", '"text"', "null", "[1]"]) client.send(text);
    await rpc(client, "send", { text: "hi" });
    await settled(client);
    const frames = client.frames.flatMap(({ frame, ...alone }) => (Array.isArray(frame) ? frame : [alone]));
    expect(frames.length).toBeGreaterThan(types.length);
    expect(frames.filter(({ jsonrpc }) => jsonrpc !== "2.0")).toEqual([]);
    expect(client.ws.protocol).toBe(protocol);
  });

  test("PATH-2: before authentication it gets JSON-RPC only as well", async () => {
    const { hub } = await openStage();
    const client = hub.client({ token: null, protocols: ["jsonrpc-2.0"] });
    for (const text of ["nonsense", '{"type":"auth","token":"bad"}', '{"jsonrpc":"2.0","method":"status"}', "[]"])
      client.send(text);
    const { error } = await rpc(client, "status");
    expect(error).toMatchObject({ code: -32000, message: "Not authenticated", data: { code: "UNAUTHENTICATED" } });
    expect(client.frames.filter(({ jsonrpc }) => jsonrpc !== "2.0")).toEqual([]);
    expect(client.frames).toHaveLength(4);
  });
});

describe("send", () => {
  test("B-1, B-12, B-13: is answered when the run ends, by the agent and in the session that the bindings say", async () => {
    const t = await openStage({ script: answerWith("Hello there.") });
    await t.call("agents.create", { name: "Helper", id: "helper", dmScope: "per-account-channel-peer" });
    await t.call("bindings.set", { agentId: "helper", matchKey: "account", matchValue: "work" });
    const client = t.hub.client();
    const send = async (params: object) => (await rpc(client, "send", { text: "hi", ...params })).result;
    expect(await send({})).toEqual({ agent_id: "main", session_key: MAIN, reply: "Hello there." });
    expect(await send({ account_id: "Work", peer_id: "U1" })).toEqual({
      agent_id: "helper",
      session_key: "agent:helper:websocket:work:direct:u1",
      reply: "Hello there.",
    });
    const named = { agent_id: "helper", channel: "Slack", peer_id: "U2" };
    expect(await send(named)).toMatchObject({ session_key: "agent:helper:slack:default:direct:u2" });
  });

  test("B-1: who leaves the peer out is told apart by who is signed in", async () => {
    const t = await openStage();
    await t.call("agents.update", { agentId: "main", dmScope: "per-peer" });
    const client = t.hub.client();
    for (const peer_id of [undefined, "", "  "]) {
      const { result } = await rpc(client, "send", { text: "hi", peer_id });
      expect(result).toMatchObject({ session_key: "agent:main:direct:admin" });
    }
  });

  test.each([
    [{}, /text/],
    [{ text: "  " }, /"text" is empty/],
    [{ text: "hi", agent_id: "nobody" }, /no agent "nobody"/],
    [{ text: "hi", agent_id: "Not An Id" }, /agent_id/],
    [{ text: "hi", peer: "u1" }, /./],
    [["hi"], /params/],
  ])("B-1: refuses %j as bad params", async (params, says) => {
    const { hub } = await openStage();
    const { error } = await rpc(hub.client(), "send", params);
    expect(error).toMatchObject({ code: -32602, message: expect.stringMatching(says) });
  });

  test("B-1: when the client leaves, the run goes on", async () => {
    const { open, opened } = gate();
    const t = await openStage({ script: waitingAt(opened) });
    const client = t.hub.client();
    client.send({ jsonrpc: "2.0", id: 1, method: "send", params: { text: "hi" } });
    const { runId } = await t.until("chat", ({ state }) => state === "status");
    client.ws.terminate();
    await client.closed;
    open();
    expect(await t.ended(runId)).toMatchObject({ state: "final" });
    expect((await t.call("chat.history", { sessionKey: MAIN })).messages).toHaveLength(2);
  });

  test("B-8: a run that fails fails the call, and data.code says how", async () => {
    const t = await openStage({
      script: function* () {
        yield { type: "end", stopReason: "error", errorMessage: "Too slow.", errorKind: "timeout" };
      },
    });
    const { error } = await rpc(t.hub.client(), "send", { text: "hi" });
    expect(error).toMatchObject({ code: -32000, message: "Too slow.", data: { code: "TIMEOUT", retryable: true } });
  });

  test("B-8: a run that is stopped fails the call", async () => {
    const t = await openStage({ script: waitingAt(new Promise(() => {})) });
    const client = t.hub.client();
    const sent = rpc(client, "send", { text: "hi" });
    await client.frame({ method: "typing" });
    await t.call("chat.abort", { sessionKey: MAIN });
    expect((await sent).error).toMatchObject({ code: -32000, data: { code: "ABORTED", retryable: false } });
  });
});

describe("methods with words of their own", () => {
  test("B-2, B-3: bindings are set, replaced, listed in the order of asking, and removed", async () => {
    const t = await openStage();
    await t.call("agents.create", { name: "Helper", id: "helper" });
    const client = t.hub.client();
    const set = (params: object) => rpc(client, "bindings.set", { agent_id: "main", ...params });
    const everybody = { agent_id: "main", match_key: "default", match_value: "*", tier: 5, priority: 0 };
    const person = { agent_id: "helper", match_key: "peer", match_value: "slack:u1", tier: 1, priority: 3 };
    expect((await set({})).result).toEqual({ ok: true, binding: everybody });
    await set({ agent_id: "helper", match_key: "peer", match_value: "slack:u1" });
    const again = await set({ agent_id: "helper", match_key: "peer", match_value: "Slack:U1", tier: 1, priority: 3 });
    expect(again.result).toEqual({ ok: true, binding: person });
    expect((await rpc(client, "bindings.list")).result).toEqual([person, everybody]);
    expect((await rpc(client, "bindings.remove", {})).result).toEqual({ ok: true, removed: true });
    expect((await rpc(client, "bindings.list")).result).toEqual([person]);
  });

  test.each([
    [{ agent_id: "nobody" }],
    [{ agent_id: "main", match_key: "peer", match_value: " " }],
    [{ agent_id: "main", match_key: "peer", match_value: "" }],
    [{ agent_id: "main", match_key: "peer", match_value: "u1", tier: 4 }],
    [{ agent_id: "main", match_key: "planet", match_value: "mars" }],
    [{ agent_id: "main", priority: 0.5 }],
  ])("B-3: bindings.set refuses %j", async (params) => {
    const { hub } = await openStage();
    expect((await rpc(hub.client(), "bindings.set", params)).error).toMatchObject({ code: -32602 });
  });

  test("B-4, B-5, B-6: agents, sessions with their messages, and how the server does", async () => {
    const { open, opened } = gate();
    const t = await openStage({ script: waitingAt(opened) });
    await t.call("agents.create", { name: "Helper", id: "helper", dmScope: "per-peer", model: "test/owl" });
    await t.call("bindings.set", { agentId: "helper" });
    const client = t.hub.client();
    expect((await rpc(client, "agents.list")).result).toEqual([
      { id: "main", name: "Main", model: "test/parrot", dm_scope: "main" },
      { id: "helper", name: "Helper", model: "test/owl", dm_scope: "per-peer" },
    ]);
    const sent = rpc(client, "send", { text: "hi", peer_id: "u1" });
    await t.until("chat", ({ state }) => state === "status");
    const status = { clients: 1, agents: 2, running: 1, connected_clients: 1, agent_count: 2, binding_count: 1 };
    const uptime = expect.any(Number);
    expect((await rpc(client, "status")).result).toEqual({ ...status, uptime, uptime_seconds: uptime });
    open();
    await sent;
    expect((await rpc(client, "sessions.list")).result).toEqual({ "agent:helper:direct:u1": 2 });
    expect((await rpc(client, "sessions.list", { agent_id: "main" })).result).toEqual({});
  });

  test("B-5: all sessions are counted, however many", async () => {
    const t = await openStage();
    const session = { sessionId: "s", agentId: "main", kind: "direct", createdAt: 1, updatedAt: 1 } as const;
    const keys = Array.from({ length: 1_010 }, (_, n) => `agent:main:s${n}`);
    await Promise.all(keys.map((key) => t.store.sessions.put({ ...session, key, messageCount: 3 })));
    const { result } = await rpc(t.hub.client(), "sessions.list");
    expect(result).toEqual(Object.fromEntries(keys.map((key) => [key, 3])));
  });

  test("B-7: every native method is there with its native answer and its scope", async () => {
    const { hub, call } = await openStage();
    const params = { sessionKey: MAIN };
    const { result } = await rpc(hub.client(), "chat.history", params);
    expect(result).toEqual(await call("chat.history", params));
    const refused = await rpc(hub.client({ token: "reader" }), "chat.send", {
      ...params,
      message: "x",
      idempotencyKey: "k",
    });
    expect(refused.error).toMatchObject({ code: -32000, data: { code: "FORBIDDEN" } });
    expect((await rpc(hub.client({ token: "reader" }), "send", { text: "x" })).error).toMatchObject({ code: -32000 });
  });
});

describe("frames", () => {
  test.each([
    ['{"jsonrpc":"2.0","id":1', null, -32700],
    ['{"jsonrpc":"2.0","id":1}', 1, -32600],
    ['{"jsonrpc":"2.0"}', null, -32600],
    ['{"jsonrpc":"2.0","method":1,"params":"bar"}', null, -32600],
    ['{"jsonrpc":"2.0","id":1,"method":""}', 1, -32600],
    ['{"jsonrpc":"1.0","id":1,"method":"status"}', 1, -32600],
    ['{"jsonrpc":"2.0","id":{},"method":"status"}', null, -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"status","params":"x"}', 1, -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"nobody.knows"}', 1, -32601],
    ['{"jsonrpc":"2.0","id":1,"method":"constructor"}', 1, -32601],
    ['{"jsonrpc":"2.0","id":1,"method":"chat.history"}', 1, -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"status","params":{"x":1}}', 1, -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"agents.files.list","params":{"agentId":"gone"}}', 1, -32000],
  ])("B-8: %s", async (text, id, code) => {
    const { hub } = await openStage();
    const client = hub.client();
    client.send(text);
    const answer = await client.frame(({ error }) => error !== undefined);
    expect(answer).toMatchObject({ jsonrpc: "2.0", id, error: { code, message: expect.any(String) } });
    await settled(client);
    expect(client.frames.filter(({ jsonrpc }) => jsonrpc === "2.0")).toHaveLength(2);
  });

  test("B-9: 0, an empty text and null are ids; without an id there is no answer, ever", async () => {
    const { hub } = await openStage();
    const client = hub.client();
    for (const method of ["bindings.list", "nobody.knows", "send"]) client.send({ jsonrpc: "2.0", method });
    for (const id of [0, "", null]) client.send({ jsonrpc: "2.0", id, method: "bindings.list" });
    await settled(client);
    const answers = client.frames.filter(({ jsonrpc }) => jsonrpc === "2.0").map(({ id }) => id);
    expect(answers.slice(0, -1)).toEqual([0, "", null]);
  });

  test("B-9: an empty batch and one that is too long are refused as a whole", async () => {
    const { hub } = await openStage();
    const client = hub.client();
    const entries = (count: number) =>
      Array.from({ length: count }, (_, id) => ({ jsonrpc: "2.0", id, method: "bindings.list" }));
    for (const count of [0, MAX_BATCH + 1]) client.send(entries(count));
    client.send(entries(MAX_BATCH));
    const { frame } = await client.frame(({ frame }) => Array.isArray(frame));
    expect(frame).toHaveLength(MAX_BATCH);
    expect(client.frames.filter(({ error }) => isObject(error) && error.code === -32600)).toHaveLength(2);
  });

  test("B-9: whatever is in a batch, each entry that wants an answer gets its own one", async () => {
    const { hub } = await openStage();
    const client = hub.client({ protocols: ["jsonrpc-2.0"] });
    const id = fc.oneof(fc.integer(), fc.string({ maxLength: 5 }), fc.constant(null));
    const method = fc.constantFrom("bindings.list", "agents.list", "nobody.knows", "send", "");
    const entry = fc.oneof(
      fc.record({ jsonrpc: fc.constant("2.0"), id, method }),
      fc.record({ jsonrpc: fc.constant("2.0"), method }),
      fc.record({ id, method, params: fc.constantFrom<unknown>({}, [], 5, null) }, { requiredKeys: ["method"] }),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 8 }), async (batch) => {
        const before = client.frames.length;
        client.send(batch);
        await settled(client);
        await client.frame((frame) => client.frames.indexOf(frame) >= before + (wanted(batch).length > 0 ? 1 : 0));
        const [answers] = client.frames.slice(before).flatMap(({ frame }) => (Array.isArray(frame) ? [frame] : []));
        const told = (answers ?? []).map((answer: unknown) =>
          isObject(answer) ? [answer.id, codeOf(answer)] : answer,
        );
        expect(told).toEqual(wanted(batch));
      }),
      { numRuns: 60 },
    );
  });
});

function codeOf({ error }: { error?: unknown }): unknown {
  return isObject(error) ? error.code : "result";
}

/** The id and code of every answer that a batch is to get, by the letter of the specification. */
function wanted(batch: readonly unknown[]): [unknown, unknown][] {
  return batch.flatMap((entry): [unknown, unknown][] => {
    if (!isObject(entry)) return [[null, -32600]];
    const known = entry.id === null || typeof entry.id === "string" || typeof entry.id === "number";
    const badVersion = entry.jsonrpc !== undefined && entry.jsonrpc !== "2.0";
    const badParams = entry.params !== undefined && (typeof entry.params !== "object" || entry.params === null);
    const badId = "id" in entry && !known;
    if (typeof entry.method !== "string" || entry.method === "" || badVersion || badParams || badId) {
      return [[known ? entry.id : null, -32600]];
    }
    if (!("id" in entry)) return [];
    const takesNothing = entry.params === undefined || !Array.isArray(entry.params);
    const outcome = entry.method === "send" || (!takesNothing && entry.method !== "nobody.knows") ? -32602 : "result";
    return [[entry.id, entry.method.endsWith(".list") || entry.method === "send" ? outcome : -32601]];
  });
}

describe("typing", () => {
  const told = (typing: boolean, session_key = MAIN) => ({ agent_id: "main", session_key, typing });

  test("B-10: begins when the run has a slot and ends with it, for the session's participants only", async () => {
    const [first, second] = [gate(), gate()];
    const t = await openStage({ config: { concurrentRuns: 1 } });
    t.runner.script = async function* (request) {
      await (t.runner.requests.length === 1 ? first : second).opened;
      yield* answerWith("done")(request);
    };
    await t.call("agents.update", { agentId: "main", dmScope: "per-peer" });
    const [one, other, stranger] = [t.hub.client(), t.hub.client(), t.hub.client()];
    const keys = ["agent:main:direct:one", "agent:main:direct:other"] as const;
    const sent = rpc(one, "send", { text: "hi", peer_id: "one" });
    await one.frame({ method: "typing" });
    const waits = rpc(other, "send", { text: "hi", peer_id: "other" });
    await t.until("sessions.changed", ({ session }) => session?.status === "queued");
    await Promise.all([settled(other), settled(stranger)]);
    expect(typing(other)).toEqual([]);
    first.open();
    await sent;
    expect(typing(one)).toEqual([told(true, keys[0]), told(false, keys[0])]);
    await other.frame({ method: "typing" });
    second.open();
    await waits;
    expect(typing(other)).toEqual([told(true, keys[1]), told(false, keys[1])]);
    await settled(stranger);
    expect([...typing(stranger), ...typing(one).slice(2)]).toEqual([]);
  });

  test("B-10: who has written in a session sees every run in it, whoever began it", async () => {
    const t = await openStage();
    const client = t.hub.client();
    await rpc(client, "send", { text: "hi" });
    await t.send("from elsewhere");
    await t.ended("run-1");
    await settled(client);
    expect(typing(client)).toEqual([told(true), told(false), told(true), told(false)]);
  });

  test("B-10: ends when the run is stopped, and when it fails", async () => {
    const t = await openStage({ script: waitingAt(new Promise(() => {})) });
    const client = t.hub.client();
    const sent = rpc(client, "send", { text: "hi" });
    await client.frame({ method: "typing" });
    await t.call("chat.abort", { sessionKey: MAIN });
    await sent;
    t.runner.script = function* () {
      yield { type: "text", delta: "half" };
      throw new Error("broken");
    };
    await rpc(client, "send", { text: "hi" });
    expect(typing(client)).toEqual([told(true), told(false), told(true), told(false)]);
  });

  test("B-10: a message that is not taken makes nobody a participant", async () => {
    const t = await openStage();
    const reader = t.hub.client({ token: "reader" });
    expect((await rpc(reader, "send", { text: "hi" })).error).toMatchObject({ data: { code: "FORBIDDEN" } });
    await t.send("from elsewhere");
    await t.ended("run-1");
    await settled(reader);
    expect(typing(reader)).toEqual([]);
  });
});

describe("order", () => {
  test("B-11: status answers while a send waits for its run", async () => {
    const { open, opened } = gate();
    const t = await openStage({ script: waitingAt(opened) });
    const client = t.hub.client();
    const sent = rpc(client, "send", { text: "slow" });
    expect((await rpc(client, "status")).result).toMatchObject({ agents: 1 });
    open();
    expect((await sent).result).toMatchObject({ reply: "done" });
    const ids = client.frames.map(({ result }) => (isObject(result) ? Object.keys(result)[0] : undefined));
    expect(ids.indexOf("uptime")).toBeLessThan(ids.indexOf("agent_id"));
  });

  test("B-11: sends in one session run in order; over all sessions at most four at once", async () => {
    const { open, opened } = gate();
    const t = await openStage({ script: waitingAt(opened) });
    await t.call("agents.update", { agentId: "main", dmScope: "per-peer" });
    const client = t.hub.client();
    const said = ["a", "b", "c", "d", "e", "f"];
    const sends = said.flatMap((text) => [
      rpc(client, "send", { text, peer_id: "same" }),
      rpc(client, "send", { text, peer_id: `other-${text}` }),
    ]);
    await expect.poll(() => t.runner.playing).toBe(4);
    open();
    await Promise.all(sends);
    expect(t.runner.mostPlaying).toBe(4);
    const { messages } = await t.call("chat.history", { sessionKey: "agent:main:direct:same" });
    expect(messages.filter(({ role }) => role === "user").map(({ content }) => content)).toEqual(said);
    expect(t.runner.requests.filter(({ sessionKey }) => sessionKey.endsWith(":same"))).toHaveLength(said.length);
  });
});
