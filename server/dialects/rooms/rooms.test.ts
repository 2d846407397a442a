import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MemoryBroker } from "../../hub/broker/broker.ts";
import { READER, TestHub } from "../../hub/testing/test-hub.ts";
import type { WireClient } from "../../hub/testing/wire-client.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { JsonObject } from "../../protocol/frames.ts";
import { controlDialect } from "../control.ts";
import { nativeEvents } from "../native.ts";
import { roomsDialect } from "../rooms.ts";
import { MAX_ANSWERS } from "./circle-talk.ts";
import type { CircleAgent, RoomHost } from "./ports.ts";
import { channelOf, roomOfPath } from "./room-name.ts";
import { Rooms } from "./rooms.ts";

const AGENTS: CircleAgent[] = [
  { id: "main", name: "Main" },
  { id: "ada", name: "Ada" },
];

let bus: MemoryBroker;
let rooms: Rooms;
let hub: TestHub;
/** Channels that are watched now. */
let watched: Set<string>;
/** Channels that are closed to the reader. */
let closed: Set<string>;
/** Questions that wait to be answered. */
let questions: { agentId: string; message: string; answer(text: string): void; fail(error: Error): void }[];

const host: RoomHost = {
  async admit(principal, room) {
    if (principal === READER && closed.has(channelOf(room))) throw new RpcError("FORBIDDEN", "Not for you.");
  },
  watch(room) {
    watched.add(channelOf(room));
    return { ready: Promise.resolve(), close: () => void watched.delete(channelOf(room)) };
  },
  agentsOf: async () => AGENTS,
  ask: ({ agentId, message }) =>
    new Promise((resolve, reject) => {
      questions.push({ agentId, message, answer: (text) => resolve({ runId: "r", text }), fail: reject });
    }),
};

beforeEach(async () => {
  [watched, closed, questions] = [new Set(), new Set(), []];
  bus = new MemoryBroker((error) => {
    throw error;
  });
  const shapeFault = (error: unknown) =>
    error instanceof RpcError ? error : new RpcError("INTERNAL", "internal error");
  rooms = new Rooms({ bus, host, shapeFault, pingMs: 60, now: () => 1_767_225_600_000 });
  hub = await TestHub.start({
    routes: [
      {
        matches: (path) => roomOfPath(path) !== undefined,
        dialects: [roomsDialect(rooms), controlDialect({ events: nativeEvents })],
        greeting: false,
      },
    ],
    limits: { outbox: { softBytes: 16 * 1024, hardBytes: 256 * 1024, stallMs: 10_000 } },
  });
});

afterEach(async () => {
  await hub[Symbol.asyncDispose]();
  rooms.close();
});

/** A client that is in its room. */
async function inRoom(path: string, token = "admin"): Promise<WireClient> {
  const client = hub.client({ path, token });
  await client.settled();
  return client;
}

describe("rooms", () => {
  test("D-1: whoever may not be there is told why and closed; whoever may no longer is closed too", async () => {
    closed.add("circles/board");
    const refused = hub.client({ path: "/ws/circles/board", token: "reader" });
    expect(await refused.frame({ type: "error" })).toMatchObject({
      code: "FORBIDDEN",
      data: { message: "Not for you." },
    });
    expect(await refused.closed).toMatchObject({ code: 1008 });
    const member = await inRoom("/ws/circles/team", "reader");
    closed.add("circles/team");
    await rooms.review({ kind: "circles", id: "team" });
    expect(await member.closed).toMatchObject({ code: 1008 });
  });

  test("D-1: reading is not talking", async () => {
    const reader = await inRoom("/ws/circles/team", "reader");
    reader.send({ type: "message", content: "may I?" });
    expect(await reader.frame({ type: "error" })).toMatchObject({ code: "FORBIDDEN", ref: { type: "message" } });
  });

  test("D-2: words without content are refused, and what is unknown is named", async () => {
    const client = await inRoom("/ws/circles/team");
    client.send({ type: "message" });
    expect(await client.frame({ code: "INVALID_REQUEST" })).toMatchObject({ message: "Missing content" });
    client.send({ type: "shout", content: "x" });
    await client.frame({ message: "Unknown message type: shout" });
  });

  test("a place is watched while somebody is there", async () => {
    const [one, two] = [await inRoom("/ws/workspace/main"), await inRoom("/ws/workspace/main")];
    expect([...watched]).toEqual(["workspace/main"]);
    await one.close();
    await two.settled();
    expect(watched.size).toBe(1);
    const other = await inRoom("/ws/circles/team");
    await two.close();
    await other.settled();
    expect([...watched]).toEqual(["circles/team"]);
  });

  test("D-3: those that are mentioned are asked, and are not told their own names", async () => {
    const client = await inRoom("/ws/circles/team");
    client.send({ type: "user_message", content: "@Ada how is it?" });
    await client.frame({ type: "circle_status" });
    expect(questions).toMatchObject([{ agentId: "ada", message: "how is it?" }]);
    questions[0]?.answer("well");
    expect(await client.frame({ type: "agent_message" })).toMatchObject({
      data: { circle_name: "team", agent_id: "ada", content: "well" },
      timestamp: "2026-01-01T00:00:00.000Z",
      channel: "circles/team",
    });
  });

  test.each(["mail ada@main.example", "@bob, where are you?"])("D-3: %s is for all", async (content) => {
    const client = await inRoom("/ws/circles/team");
    client.send({ type: "user_message", content });
    await client.frame(holds('["main","ada"]'));
    expect(questions.map(({ message }) => message)).toEqual([content, content]);
  });

  test("D-3: one agent's failure is told to who asked, with its name; the other answers all the same", async () => {
    const client = await inRoom("/ws/circles/team");
    client.send({ type: "user_message", content: "hello" });
    await client.frame(holds('["main","ada"]'));
    questions[0]?.fail(new RpcError("PROVIDER", "The model is down."));
    questions[1]?.answer("hi");
    expect(await client.frame({ type: "error" })).toMatchObject({ code: "PROVIDER", agent_id: "main" });
    await client.frame({ type: "agent_message" });
    await client.frame(holds('"idle"'));
    const states = client.frames.filter(({ type }) => type === "circle_status").map(({ data }) => working(data));
    expect(states).toEqual([["main"], ["main", "ada"], ["ada"], []]);
  });

  test("D-3: answers under way are bounded, and a refused question is not asked at all", async () => {
    const client = await inRoom("/ws/circles/team");
    for (let count = 0; count <= MAX_ANSWERS / 2; count += 1) client.send({ type: "user_message", content: "hello" });
    await client.frame({ type: "error", code: "RATE_LIMITED" });
    expect(questions).toHaveLength(MAX_ANSWERS);
    for (const question of questions) question.answer("");
    await client.frame(holds('"idle"'));
    client.frames.length = 0;
    client.send({ type: "user_message", content: "again" });
    await client.frame(holds('"working"'));
  });

  test("D-5: the server pings, and not at once", async () => {
    const started = performance.now();
    const client = await inRoom("/ws/circles/team");
    await client.frame({ type: "ping" });
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  test("D-6: an event reaches the room that it names and no other; what names none is left alone", async () => {
    const [one, two, space] = [
      await inRoom("/ws/circles/one"),
      await inRoom("/ws/circles/two"),
      await inRoom("/ws/workspace/1"),
    ];
    bus.publish("agent.message", { circle_name: "one", agent_id: 7, content: "hi" });
    bus.publish("workspace.file_changed", { workspace_id: 1, path: "a.txt" });
    bus.publish("agent.message", { content: "to nobody" });
    bus.publish("something.else", { circle_name: "one" });
    expect(await one.frame({ type: "agent_message" })).toMatchObject({ data: { agent_id: 7, content: "hi" } });
    expect(await space.frame({ type: "file_changed" })).toMatchObject({ data: { workspace_id: 1, path: "a.txt" } });
    await Promise.all([one.settled(), two.settled(), space.settled()]);
    const kinds = (client: WireClient) =>
      client.frames.map(({ type }) => type).filter((type) => type !== "pong" && type !== "ping");
    expect([kinds(one), kinds(two), kinds(space)]).toEqual([["agent_message"], [], ["file_changed"]]);
  });

  test("D-7: a member that does not read holds nobody up, is bounded, and is closed", async () => {
    const [slow, quick] = [await inRoom("/ws/circles/team"), await inRoom("/ws/circles/team")];
    slow.ws.pause();
    const content = "x".repeat(64 * 1024);
    let heardMeanwhile = 0;
    for (let count = 0; hub.connections.counters.slowConsumers === 0; count += 1) {
      bus.publish("circle.message", { circle_name: "team", content, count });
      await quick.frame((frame) => countOf(frame) === count);
      if (hub.connections.counters.slowConsumers === 0) heardMeanwhile += 1;
      expect(count).toBeLessThan(1_000);
    }
    expect(heardMeanwhile).toBeGreaterThan(5);
    slow.ws.resume();
    expect(await slow.closed).toMatchObject({ code: 1013, reason: "slow consumer" });
  });
});

function holds(text: string): (frame: JsonObject) => boolean {
  return (frame) => JSON.stringify(frame).includes(text);
}

function countOf({ data }: JsonObject): unknown {
  return typeof data === "object" && data !== null && "count" in data ? data.count : undefined;
}

function working(data: unknown): unknown {
  return typeof data === "object" && data !== null && "working" in data ? data.working : undefined;
}
