import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";
import { HostedMissionControl } from "../support/clerk.ts";
import { http } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { rpc } from "../support/rpc.ts";
import { ask, openWire } from "../support/wire.ts";

const SECRET = "xylophone";
const KEY = "agent:main:circle:group:vault";
/** The words, or the name of the circle. */
const TELLING = /xylophone|vault/;

interface Person {
  id: string;
  token: string;
}

let server: MissionControl;
let admin: WireClient;
let ann: Person;
let bob: Person;
const open = new Set<WireClient>();

beforeAll(async () => {
  server = await MissionControl.start();
  admin = await openWire(server);
  [ann, bob] = [await mint("Ann"), await mint("Bob")];
  await ask(admin, "circles.create", { name: "vault", agents: ["main"], people: [ann.id] });
}, 60_000);

afterAll(async () => {
  for (const client of open) client.ws.terminate();
  await admin?.close();
  await server?.[Symbol.asyncDispose]();
});

test("D-9, D-10: what is said in a circle with people is heard and read by them alone, in every dialect and over HTTP", async () => {
  const [hers, his] = [await everyWayIn(ann), await everyWayIn(bob)];
  const room = connect(ann, "/ws/circles/vault");
  const door = connect(bob, "/ws/circles/vault");
  expect(await door.closed).toMatchObject({ code: 1008 });
  expect(door.frames).toMatchObject([{ type: "error", code: "FORBIDDEN" }]);

  const asked = { questionId: "tuning", header: "Tuning", question: `How is the ${SECRET} tuned?`, options: [] };
  const { id } = await ask(admin, "question.request", { questions: [asked], sessionKey: KEY });
  await ask(admin, "question.resolve", { id, answers: { answers: { tuning: [SECRET] } } });
  await Promise.all([hers.native, hers.openclaw].map((client) => client.frame({ event: "question.resolved" })));
  await ask(admin, "question.request", { questions: [asked], sessionKey: KEY });
  room.send({ type: "user_message", content: `where is the ${SECRET}?` });
  await room.frame({ type: "agent_message" });
  await hers.agentRoom.frame({ type: "run_ended" });
  // The channel looks again after an event; the answer is the last that is told there.
  await hers.channels.frame((frame) => frame.type === "session_update" && TELLING.test(JSON.stringify(frame)));
  for (const [way, client] of Object.entries(hers)) {
    await settled(client);
    expect(TELLING.test(JSON.stringify(client.frames)), `${way} of Ann`).toBe(true);
  }
  for (const [way, client] of Object.entries(his)) {
    await settled(client);
    expect(TELLING.test(JSON.stringify(client.frames)), `${way} of Bob`).toBe(false);
  }
  for (const [person, isIn] of [
    [ann, true],
    [bob, false],
  ] as const) {
    for (const [way, told] of Object.entries(await readsOf(person))) {
      expect(TELLING.test(told.replaceAll(KEY, "")), `${way} of ${person.id}`).toBe(isIn);
    }
  }

  await ask(admin, "circles.update", { name: "vault", people: [bob.id] });
  expect(await room.closed).toMatchObject({ code: 1008 });
  await hers.native.frame(isDeletion);
  await hers.channels.frame({ type: "session_close" });
  await his.native.frame((frame) => frame.event === "sessions.changed" && TELLING.test(JSON.stringify(frame)));
  for (const [person, isIn] of [
    [ann, false],
    [bob, true],
  ] as const) {
    for (const [way, told] of Object.entries(await readsOf(person))) {
      expect(TELLING.test(told.replaceAll(KEY, "")), `${way} of ${person.id}, afterwards`).toBe(isIn);
    }
  }
});

test("D-9: the same holds where people sign in elsewhere and share the built-in gateway", async () => {
  const folder = await mkdtemp(join(tmpdir(), "circle-people-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const config = join(folder, "config.json5");
  await writeFile(config, JSON.stringify({ hosted: { embedded: true } }));
  await using hosted = await HostedMissionControl.start({ args: ["--config", config] });
  const come = async (sub: string, path = "/ws", more = {}) => {
    const headers = { authorization: `Bearer ${hosted.token({ sub, more })}` };
    const client = new WireClient(`ws://127.0.0.1:${hosted.server.port}${path}`, { headers });
    open.add(client);
    if (path === "/ws") await client.frame({ type: "connected" });
    return client;
  };
  const shared = { gateway: "embedded" };
  const chief = await come("chief", "/ws", { metadata: { role: "admin" } });
  const vault = { name: "vault", agents: ["main"], people: ["anna"] };
  expect(await chief.req("circles.create", vault, shared)).toMatchObject({ ok: true });
  const [anna, ben] = [await come("anna"), await come("ben")];
  await ben.req("sessions.list", {}, shared);
  await anna.req("chat.send", { sessionKey: KEY, message: `the ${SECRET}`, idempotencyKey: "r" }, shared);
  await anna.frame(({ event, payload }) => event === "chat" && /"final"/.test(JSON.stringify(payload)));
  await ben.req("sessions.list", {}, shared);
  await ben.req("sessions.search", { query: SECRET }, shared);
  expect(TELLING.test(JSON.stringify(ben.frames))).toBe(false);
  expect(named(await anna.req("sessions.list", {}, shared))).toMatch(TELLING);
  expect(await (await come("ben", "/ws/circles/vault")).closed).toMatchObject({ code: 1008 });
});

async function mint(name: string): Promise<Person> {
  const { token, secret } = await ask(admin, "tokens.create", { name, role: "operator" });
  return { id: `token:${token.id}`, token: secret };
}

function connect({ token }: Person, path = "/ws"): WireClient {
  const client = new WireClient(`ws://127.0.0.1:${server.port}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  open.add(client);
  return client;
}

/** A person on a connection of each dialect, all listening. */
async function everyWayIn(person: Person) {
  const native = connect(person);
  await native.req("events.scope", { sessions: [KEY] });
  const channels = connect(person);
  channels.send({ type: "subscribe", channels: ["sessions", "logs"] });
  await channels.frame({ type: "sessions" });
  await channels.frame({ type: "logs" });
  const openclaw = connect(person, "/");
  const client = { id: "cli", version: "1", platform: "linux", mode: "cli" };
  const scopes = ["operator.read", "operator.write", "operator.approvals"];
  const greeting = { minProtocol: 4, maxProtocol: 4, client, scopes, auth: { token: person.token } };
  expect(await openclaw.req("connect", greeting)).toMatchObject({ ok: true });
  await openclaw.req("sessions.subscribe");
  await openclaw.req("sessions.messages.subscribe", { key: KEY });
  // The answer names what was asked for.
  openclaw.frames.length = 0;
  const agentRoom = connect(person, "/ws/agents/main");
  agentRoom.send({ type: "message", content: "knock" });
  await agentRoom.frame({ content: "knock" });
  return { native, channels, openclaw, agentRoom };
}

/** Everything that a person is told who asks in every way. */
async function readsOf(person: Person): Promise<Record<string, string>> {
  const wire = connect(person);
  const headers = { authorization: `Bearer ${person.token}` };
  const get = async (path: string) => (await http(server, path, { headers })).text;
  const request = async (resource: string, more: JsonObject = {}) => {
    wire.send({ type: "request", resource, ...more });
    return JSON.stringify(await wire.frame({ type: resource }));
  };
  const again = connect(person);
  const { payload } = await admin.req("sessions.list");
  expect(JSON.stringify(payload)).toMatch(TELLING);
  const { epoch } = (await again.frame({ type: "connected" })).payload as { epoch: string };
  again.send({ type: "resume", gateway: "embedded", epoch, seq: 0 });
  await again.frame({ type: "resumed" });
  await again.settled();
  return {
    // Who was taken out is told that there was a change.
    resumed: JSON.stringify(again.frames.filter(({ event }) => event !== "circles.changed")),
    "sessions.list": JSON.stringify(await wire.req("sessions.list")),
    "chat.history": JSON.stringify(await wire.req("chat.history", { sessionKey: KEY })),
    "circles.list": JSON.stringify(await wire.req("circles.list")),
    "question.list": JSON.stringify(await wire.req("question.list")),
    "logs.search": named(await wire.req("logs.search", { query: "circle:group" })),
    "JSON-RPC": named(await rpc(wire, "sessions.list")),
    "channels: sessions": await request("sessions"),
    "channels: session_history": await request("session_history", { sessionKey: KEY }),
    "/api/sessions": await get("/api/sessions"),
    "/api/sessions/{key}/history": await get(`/api/sessions/${encodeURIComponent(KEY)}/history`),
    "/api/rpc": (
      await http(server, "/api/rpc", { headers, body: { method: "sessions.search", params: { query: SECRET } } })
    ).text,
  };
}

/** An answer in which the session's key tells of it: nobody has named it in asking. */
function named(answer: JsonObject): string {
  return JSON.stringify(answer).replaceAll(KEY, "the vault");
}

function isDeletion({ event, payload }: JsonObject): boolean {
  return event === "sessions.changed" && /"delete"/.test(JSON.stringify(payload));
}

/** Comes back when all that was told before is here. */
async function settled(client: WireClient): Promise<void> {
  const timestamp = Math.random();
  client.send({ type: "ping", timestamp });
  client.send({ type: "req", id: String(timestamp), method: "health" });
  await client.frame((frame) => frame.timestamp === timestamp || frame.id === String(timestamp));
}
