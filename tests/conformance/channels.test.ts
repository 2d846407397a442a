import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerWith } from "../../server/embedded/testing/scripted-runner.ts";
import { StageGateway } from "../../server/hub/testing/stage-gateway.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";
import type { LogEntry } from "../../server/protocol/logs.ts";
import { openHub, openStage } from "../support/stage.ts";

const MAIN = "agent:main:main";
const RECORD = { kind: "direct", model: "test/parrot", contextTokens: 1_000, updatedAt: expect.any(Number) };

const types = (client: WireClient) => client.frames.map(({ type }) => type);
const of = (client: WireClient, type: string) => client.frames.filter((frame) => frame.type === type);
const subscribe = (client: WireClient, ...channels: unknown[]) => client.send({ type: "subscribe", channels });

describe("subscribe", () => {
  test("C-1: is told all channels so far, and shown what each new one holds", async () => {
    const { hub } = await openStage();
    const client = hub.client();
    subscribe(client, "logs");
    await client.frame({ type: "logs" });
    subscribe(client, "sessions", "logs", "sessions");
    await client.frame({ type: "sessions" });
    subscribe(client);
    subscribe(client, "memory");
    await client.frame({ type: "memory" });
    expect(of(client, "subscribed").map(({ payload }) => payload)).toEqual([
      { channels: ["logs"] },
      { channels: ["logs", "sessions"] },
      { channels: ["logs", "sessions"] },
      { channels: ["logs", "sessions", "memory"] },
    ]);
    expect(types(client).filter((type) => type !== "subscribed" && type !== "connected")).toEqual([
      "logs",
      "sessions",
      "memory",
    ]);
  });

  test("C-1: an unknown name is an error, and the others are taken", async () => {
    const { hub } = await openStage();
    const client = hub.client();
    subscribe(client, "nonsense", "sessions", 5);
    await client.frame({ type: "sessions" });
    expect(of(client, "error")).toMatchObject([{ message: "Unknown channel: nonsense", ref: { type: "subscribe" } }]);
    expect(of(client, "subscribed")).toMatchObject([{ payload: { channels: ["sessions"] } }]);
  });

  test.each([["sessions"], [undefined], [{ 0: "sessions" }], [null]])("C-1: %j is no array", async (channels) => {
    const { hub } = await openStage();
    const client = hub.client();
    for (const type of ["subscribe", "unsubscribe"]) {
      client.send({ type, channels });
      const error = await client.frame(({ ref }) => JSON.stringify(ref) === JSON.stringify({ type }));
      expect(error).toMatchObject({ type: "error", code: "INVALID_REQUEST", message: "channels must be an array" });
    }
  });

  test("C-1: needs the right to read", async () => {
    const { hub } = await openStage();
    const guest = hub.client({ token: "guest" });
    subscribe(guest, "sessions");
    guest.send({ type: "request", resource: "sessions" });
    await guest.settled();
    await guest.frame(() => of(guest, "error").length === 2);
    expect(of(guest, "error").map(({ code }) => code)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
    expect(of(guest, "sessions")).toEqual([]);
  });

  test("C-2: unsubscribing tells what is left, and nothing more comes of the rest", async () => {
    const t = await openStage();
    const [leaves, stays] = [t.hub.client(), t.hub.client()];
    for (const client of [leaves, stays]) {
      subscribe(client, "sessions", "memory");
      await client.frame({ type: "memory" });
      await client.frame({ type: "sessions" });
    }
    leaves.send({ type: "unsubscribe", channels: ["sessions", "nonsense"] });
    expect((await leaves.frame({ type: "unsubscribed" })).payload).toEqual({ channels: ["memory"] });
    await t.call("sessions.create", { key: MAIN });
    await stays.frame({ type: "session_open" });
    await leaves.settled();
    expect(of(leaves, "session_open")).toEqual([]);
    leaves.send({ type: "unsubscribe", channels: ["memory"] });
    await leaves.frame(() => of(leaves, "unsubscribed").length === 2);
    expect(of(leaves, "unsubscribed")[1]?.payload).toEqual({ channels: [] });
  });

  test("C-1: follows an `authenticate` as its first frame", async () => {
    const { hub } = await openStage();
    const client = hub.client({ token: null });
    subscribe(client, "sessions");
    expect(await client.frame({ type: "error" })).toMatchObject({ payload: { message: "Not authenticated" } });
    client.send({ type: "authenticate", token: "admin" });
    subscribe(client, "sessions");
    await client.frame({ type: "sessions" });
    expect(types(client)).toEqual(["connected", "error", "authenticated", "subscribed", "sessions"]);
  });
});

describe("request", () => {
  test("C-3: the answer is named like the resource, with payload and timestamp", async () => {
    const t = await openStage({ script: answerWith("Hello there.") });
    await t.send("hi");
    await t.ended("run-1");
    const client = t.hub.client();
    const asked = async (resource: string, more: object = {}) => {
      client.send({ type: "request", resource, ...more });
      return client.frame({ type: resource });
    };
    const timestamp = expect.any(Number);
    const { payload, ...frame } = await asked("session_history", { sessionKey: MAIN });
    expect(frame).toEqual({ type: "session_history", timestamp });
    expect(payload).toEqual({
      sessionKey: MAIN,
      hasMore: false,
      messages: [
        { id: expect.any(String), role: "user", content: "hi", timestamp },
        { id: expect.any(String), role: "assistant", content: "Hello there.", timestamp },
      ],
    });
    for (const resource of ["sessions", "memory", "logs", "status"]) {
      expect(await asked(resource)).toEqual({ type: resource, payload: expect.any(Object), timestamp });
    }
  });

  test("C-3: the history has 50 messages unless it is asked for another number", async () => {
    const t = await openStage();
    for (let n = 1; n <= 30; n += 1) {
      await t.send(`message ${n}`);
      await t.ended(`run-${n}`);
    }
    const client = t.hub.client();
    client.send({ type: "request", resource: "session_history", sessionKey: MAIN });
    expect(await client.frame(({ payload }) => lengthOf(payload) === 50)).toMatchObject({ payload: { hasMore: true } });
    client.send({ type: "request", resource: "session_history", sessionKey: MAIN, limit: 3 });
    await client.frame(({ payload }) => lengthOf(payload) === 3);
    client.send({ type: "request", resource: "session_history", sessionKey: MAIN, limit: "many" });
    await client.frame({ type: "error", code: "INVALID_REQUEST" });
  });

  test.each([
    ["everything", "Unknown resource: everything"],
    ["constructor", "Unknown resource: constructor"],
    [undefined, "Unknown resource: "],
    ["session_history", "session_history needs a sessionKey: the sessions resource lists them."],
  ])("C-3: %s is refused", async (resource, words) => {
    const { hub } = await openStage();
    const client = hub.client();
    client.send({ type: "request", resource });
    expect(await client.frame({ type: "error" })).toMatchObject({ message: words, ref: { type: "request" } });
  });

  test("C-6: memories are the newest ten files of all agents, cut at 10,000 characters, dated by name or change", async () => {
    const t = await openStage();
    await t.call("agents.create", { name: "Helper", id: "helper" });
    const set = (name: string, content: string) => t.call("agents.files.set", { agentId: "helper", name, content });
    await set("NOTES.md", "no memory");
    for (let day = 10; day < 20; day += 1) await set(`memory/2026-03-${day}.md`, "x".repeat(10_001));
    const client = t.hub.client();
    client.send({ type: "request", resource: "memory" });
    const { memories } = payloadOf(await client.frame({ type: "memory" }));
    expect(memories).toHaveLength(10);
    expect(memories).toContainEqual({
      id: "helper/memory/2026-03-19.md",
      date: "2026-03-19",
      content: "x".repeat(10_000),
      lastModified: expect.any(Number),
    });
    expect(JSON.stringify(memories)).not.toContain("NOTES.md");
  });

  test("C-6: status tells of the server while its gateway cannot be asked", async () => {
    const gateway = new StageGateway();
    const hub = await openHub(gateway);
    const client = hub.client();
    gateway.status = { state: "connecting", since: 0 };
    client.send({ type: "request", resource: "status" });
    expect((await client.frame({ type: "status" })).payload).toMatchObject({
      status: "connecting",
      connectedClients: 1,
    });
    gateway.status = { state: "ready", since: 0 };
    client.send({ type: "request", resource: "status" });
    const uptime = expect.any(Number);
    const { payload } = await client.frame((frame) => frame.type === "status" && payloadOf(frame).status === "ok");
    expect(payload).toEqual({ status: "ok", uptime, connectedClients: 1, version: null });
  });

  test("C-6: logs are the newest 200 lines; a gateway that cannot search is asked for its tail", async () => {
    const limits: unknown[] = [];
    const lines = ['{"msg":"one"}', "torn"];
    const hub = await openHub(
      new StageGateway({
        "logs.tail": (params) => {
          limits.push(params);
          return { lines };
        },
      }),
    );
    const client = hub.client();
    client.send({ type: "request", resource: "logs" });
    expect((await client.frame({ type: "logs" })).payload).toEqual({ logs: [{ msg: "one" }, { msg: "torn" }] });
    expect(limits).toEqual([{ limit: 200 }]);
  });
});

describe("pushes", () => {
  test("C-4, C-5: a session opens, changes and closes; each time the list follows", async () => {
    const t = await openStage();
    const client = t.hub.client();
    subscribe(client, "sessions");
    await client.frame({ type: "sessions" });
    await t.call("sessions.create", { key: MAIN, label: "Sage: Research" });
    const record = { ...RECORD, key: MAIN, displayName: "Sage: Research", label: "Sage: Research", totalTokens: 0 };
    expect((await client.frame({ type: "session_open" })).payload).toEqual(record);
    await client.frame(() => of(client, "sessions").length === 2);
    await t.call("sessions.patch", { key: MAIN, label: "Sage" });
    await client.frame(() => of(client, "sessions").length === 3);
    expect((await client.frame({ type: "session_update" })).payload).toEqual({
      ...record,
      displayName: "Sage",
      label: "Sage",
    });
    await t.call("sessions.patch", { key: MAIN, pinned: true });
    await t.call("sessions.delete", { key: MAIN });
    expect((await client.frame({ type: "session_close" })).payload).toEqual({ key: MAIN });
    await client.frame(() => of(client, "sessions").length === 4);
    expect(types(client).slice(1)).toEqual([
      "subscribed",
      ...["sessions"],
      ...["session_open", "sessions"],
      ...["session_update", "sessions"],
      ...["session_close", "sessions"],
    ]);
    expect(of(client, "sessions")[3]?.payload).toEqual({ sessions: [] });
  });

  test("C-5: what was there before opens nothing", async () => {
    const t = await openStage();
    await t.call("sessions.create", { key: MAIN });
    const client = t.hub.client();
    subscribe(client, "sessions");
    const { sessions } = payloadOf(await client.frame({ type: "sessions" }));
    expect(sessions).toMatchObject([{ key: MAIN }]);
    await t.call("sessions.create", { key: "agent:main:other" });
    await client.frame({ type: "session_open" });
    expect(of(client, "session_open")).toMatchObject([{ payload: { key: "agent:main:other" } }]);
  });

  test("C-5: memory tells of files that people set, and of those that agents write in their runs", async () => {
    const t = await openStage();
    const client = t.hub.client();
    subscribe(client, "memory");
    await client.frame({ type: "memory" });
    await t.call("agents.files.set", { agentId: "main", name: "MEMORY.md", content: "set" });
    await client.frame((frame) => JSON.stringify(frame).includes('"content":"set"'));
    t.runner.script = async function* (request) {
      await writeFile(join(request.workspace, "MEMORY.md"), "written");
      yield* answerWith("done")(request);
    };
    await t.send("remember");
    await client.frame((frame) => JSON.stringify(frame).includes('"content":"written"'));
    expect(of(client, "memory")).toHaveLength(1);
    expect(of(client, "memory_update")).toHaveLength(2);
  });

  test("C-5: each line of the log comes once", async () => {
    const t = await openStage();
    const client = t.hub.client();
    subscribe(client, "logs");
    await client.frame({ type: "logs" });
    for (const cursor of [1, 2, 3]) for (const listen of t.logs.listeners) listen(logLine(cursor));
    await client.settled();
    expect(of(client, "log_entry").map(({ payload }) => payload)).toEqual([1, 2, 3].map(logLine));
  });

  test("C-5: pushed events of other dialects do not come, nor do runs", async () => {
    const t = await openStage();
    const client = t.hub.client();
    subscribe(client, "sessions", "memory", "logs");
    await client.frame({ type: "logs" });
    await t.send("hi");
    await t.ended("run-1");
    await client.frame({ type: "session_update" });
    const foreign = types(client).filter((type) => type === "event" || type === "chunk" || type === undefined);
    expect(foreign).toEqual([]);
  });
});

function logLine(cursor: number): LogEntry {
  return { cursor, time: cursor, level: "info", source: "test", msg: `line ${cursor}` };
}

function payloadOf({ payload }: JsonObject): JsonObject {
  return payload as JsonObject;
}

function lengthOf(payload: unknown): number | undefined {
  const { messages } = payloadOf({ payload });
  return Array.isArray(messages) ? messages.length : undefined;
}
