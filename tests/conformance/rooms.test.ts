import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";
import { tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { RedisServer } from "../support/redis.ts";
import { RoomClient } from "../support/room-client.ts";
import { ask, openWire } from "../support/wire.ts";

const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";
const PYTHON_CLIENT = fileURLToPath(new URL("../support/circle_client.py", import.meta.url));

let redis: RedisServer;
let server: MissionControl;
let other: MissionControl;
const open = new Set<WireClient>();

beforeAll(async () => {
  redis = await RedisServer.start();
  const env = { REDIS_URL: redis.url };
  [server, other] = await Promise.all([MissionControl.start({ env }), MissionControl.start({ env })]);
  const wire = await openWire(server);
  await ask(wire, "agents.create", { name: "Ada" });
  await ask(wire, "circles.create", { name: "dev-team", agents: ["main", "ada"] });
  await wire.close();
});

afterAll(async () => {
  await Promise.all([server?.[Symbol.asyncDispose](), other?.[Symbol.asyncDispose]()]);
  await redis?.[Symbol.asyncDispose]();
});

afterEach(async () => {
  await Promise.all([...open].map((client) => client.close()));
  open.clear();
});

/** A client that is in its room: it has heard itself there. */
async function inRoom(path: string, at = server): Promise<WireClient> {
  const client = new WireClient(await addressOf(path, at));
  open.add(client);
  client.send({ type: "message", content: "knock" });
  await client.frame({ type: "message", content: "knock" });
  client.frames.length = 0;
  return client;
}

async function addressOf(path: string, at = server): Promise<string> {
  return `ws://127.0.0.1:${at.port}${path}?token=${await tokenOf(at)}`;
}

describe("rooms", () => {
  test("PATH-4: circles, workspaces and agents have rooms; other kinds and names that cannot be have none", async () => {
    for (const path of ["/ws/circles/anything", "/ws/workspace/main", "/ws/agents/ada"]) await inRoom(path);
    for (const path of ["/ws/halls/one", "/ws/circles/", "/ws/circles/a/b", "/ws/circles/UPPER"]) {
      const client = new WireClient(await addressOf(path));
      expect(await client.closed).toMatchObject({ code: 1006 });
    }
  });

  test("D-1: rooms of different kinds are different; places that are not there let nobody in", async () => {
    const [circle, agent] = [await inRoom("/ws/circles/main"), await inRoom("/ws/agents/main")];
    circle.send({ type: "message", content: "only here" });
    await circle.frame({ content: "only here" });
    await agent.settled();
    expect(agent.frames.map(({ type }) => type)).toEqual(["pong"]);
    const nowhere = new WireClient(await addressOf("/ws/workspace/nobody"));
    expect(await nowhere.frame({ type: "error" })).toMatchObject({ code: "NOT_FOUND" });
    expect(await nowhere.closed).toMatchObject({ code: 1008 });
  });

  test("D-1: a first frame authenticates; without it nothing is heard, and a bad one ends it with 4001", async () => {
    const late = new WireClient(`ws://127.0.0.1:${server.port}/ws/circles/test`);
    open.add(late);
    late.send({ type: "message", content: "early" });
    expect(await late.frame({ type: "error" })).toMatchObject({ code: "UNAUTHENTICATED" });
    late.send({ type: "auth", token: await tokenOf(server) });
    late.send({ type: "message", content: "now" });
    await late.frame({ type: "message", content: "now" });
    const bad = new WireClient(`ws://127.0.0.1:${server.port}/ws/circles/test`);
    bad.send({ type: "auth", token: "wrong" });
    expect(await bad.closed).toMatchObject({ code: 4001 });
  });

  test("D-2: everybody in the room hears it, the words beside the envelope", async () => {
    const [one, two] = [await inRoom("/ws/circles/test"), await inRoom("/ws/circles/test")];
    two.frames.length = 0;
    one.send({ type: "message", content: "Hello" });
    await one.frame({ type: "message" });
    await two.frame({ type: "message" });
    expect(two.frames[0]).toEqual({
      type: "message",
      content: "Hello",
      from: "admin",
      data: { circle_name: "test", content: "Hello", from: "admin", name: "Admin" },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      channel: "circles/test",
    });
  });

  test("D-3: the agents of a circle answer into it, each in a session of its own, and it is told who works", async () => {
    const [asker, listener] = [await inRoom("/ws/circles/dev-team"), await inRoom("/ws/circles/dev-team")];
    asker.send({ type: "user_message", content: "thanks" });
    for (const agent_id of ["main", "ada"]) {
      const answer = await listener.frame(
        (frame) => frame.type === "agent_message" && dataOf(frame).agent_id === agent_id,
      );
      expect(dataOf(answer).content).toContain("You're welcome");
    }
    await listener.frame((frame) => dataOf(frame).state === "idle");
    expect(listener.frames[0]).toMatchObject({ type: "message", content: "thanks" });
    expect(listener.frames[1]).toMatchObject({ type: "circle_status", data: { state: "working" } });
    const wire = await openWire(server);
    const { sessions } = await ask(wire, "sessions.list", { search: "circle:group:dev-team" });
    const inCircle = (agentId: string) => ({
      key: `agent:${agentId}:circle:group:dev-team`,
      displayName: "Circle dev-team",
      channel: "circle",
      status: "done",
    });
    sessions.sort((one, other) => one.key.localeCompare(other.key));
    expect(sessions).toMatchObject([inCircle("ada"), inCircle("main")]);
    expect(sessions.filter(({ unread }) => unread)).toEqual([]);
    await wire.close();
  });

  test("D-3: in a circle that nobody made the default agent answers", async () => {
    const client = await inRoom("/ws/circles/anybody");
    client.send({ type: "user_message", content: "thanks" });
    expect(dataOf(await client.frame({ type: "agent_message" }))).toMatchObject({ agent_id: "main" });
  });

  test("D-4: a circle hears who joins and who leaves", async () => {
    const wire = await openWire(server);
    await ask(wire, "circles.create", { name: "pair", agents: ["main"] });
    const client = await inRoom("/ws/circles/pair");
    await ask(wire, "circles.update", { name: "pair", agents: ["ada"] });
    expect(dataOf(await client.frame({ type: "agent_joined" }))).toMatchObject({
      circle_name: "pair",
      agent_id: "ada",
    });
    expect(dataOf(await client.frame({ type: "agent_left" }))).toMatchObject({ agent_id: "main" });
    await wire.close();
  });

  test("D-4: a workspace's room hears of its files as they change on disk, and of nothing outside", async () => {
    const [ada, main] = [await inRoom("/ws/workspace/ada"), await inRoom("/ws/workspace/main")];
    const folder = join(server.home, "agents", "ada", "workspace");
    const outside = join(server.home, "outside");
    await mkdir(outside);
    await symlink(outside, join(folder, "way-out"));
    await ada.frame({ type: "file_created" });
    await writeFile(join(outside, "secret.txt"), "no");
    await writeFile(join(folder, "notes.txt"), "1");
    await ada.frame((frame) => frame.type === "file_created" && dataOf(frame).path === "notes.txt");
    await writeFile(join(folder, "notes.txt"), "22");
    await ada.frame((frame) => frame.type === "file_changed" && dataOf(frame).path === "notes.txt");
    await rm(join(folder, "notes.txt"));
    expect(await ada.frame({ type: "file_deleted" })).toMatchObject({
      data: { workspace_id: "ada", path: "notes.txt" },
      channel: "workspace/ada",
    });
    expect(JSON.stringify(ada.frames)).not.toContain("secret");
    expect(main.frames).toEqual([]);
  });

  test("D-4: a repository's status is told when it changes", async () => {
    const folder = join(server.home, "agents", "ada", "workspace");
    await once(spawn("git", ["init", "-q", "-b", "trunk"], { cwd: folder }), "exit");
    const client = await inRoom("/ws/workspace/ada");
    await writeFile(join(folder, "new.txt"), "1");
    const status = await client.frame({ type: "git_status" });
    expect(dataOf(status)).toMatchObject({ workspace_id: "ada", branch: "trunk", clean: false });
    expect(JSON.stringify(dataOf(status).files)).toContain("new.txt");
  });

  test("D-4: an agent's room hears of its runs, tools and messages, and of no other agent's", async () => {
    const [main, ada] = [await inRoom("/ws/agents/main"), await inRoom("/ws/agents/ada")];
    const wire = await openWire(server);
    await ask(wire, "chat.send", { sessionKey: "agent:main:d-4", message: "status", idempotencyKey: "d-4" });
    await main.frame({ type: "run_ended" });
    const about = main.frames.filter((frame) => dataOf(frame).session_key === "agent:main:d-4");
    const types = about.map(({ type }) => type);
    expect(types[0]).toBe("user_message");
    expect(types).toEqual(expect.arrayContaining(["run_started", "tool_started", "tool_ended", "agent_message"]));
    expect(about.find(({ type }) => type === "run_ended")).toMatchObject({ data: { run_id: "d-4", outcome: "done" } });
    expect(ada.frames).toEqual([]);
    await wire.close();
  });

  test("D-5: a ping is the first thing that is answered", async () => {
    const client = new WireClient(await addressOf("/ws/circles/test"));
    open.add(client);
    client.send({ type: "ping" });
    await client.frame({ type: "pong" });
    expect(client.frames[0]).toMatchObject({ type: "pong" });
  });
});

describe("the event bus", () => {
  const frames = ({ frames }: WireClient) =>
    frames.filter(({ type, content }) => type !== "pong" && content !== "knock");

  test("D-6: what is said on one instance is heard on the other, once each", async () => {
    const [here, there] = [await inRoom("/ws/circles/hall"), await inRoom("/ws/circles/hall", other)];
    here.frames.length = 0;
    for (const content of ["one", "two", "three"]) here.send({ type: "message", content });
    await there.frame({ content: "three" });
    // What would come back to its origin has come back when the next one of the other side is there.
    there.send({ type: "message", content: "four" });
    await here.frame({ content: "four" });
    expect(frames(here).map(({ content }) => content)).toEqual(["one", "two", "three", "four"]);
    expect(frames(there).map(({ content }) => content)).toEqual(["one", "two", "three", "four"]);
  });

  test("D-6: a program that publishes on Redis reaches the circle and the workspace that it names, and no other", async () => {
    const [hall, yard] = [await inRoom("/ws/circles/hall"), await inRoom("/ws/circles/yard")];
    const space = await inRoom("/ws/workspace/ada");
    const program = new Redis(redis.url);
    await program.publish("agent.message", "no JSON");
    await program.publish("agent.message", JSON.stringify({ circle_name: "hall", agent_id: 3, content: "from afar" }));
    await program.publish("workspace.file_changed", JSON.stringify({ workspace_id: "ada", path: "far.txt" }));
    expect(await space.frame({ type: "file_changed" })).toMatchObject({ data: { path: "far.txt" } });
    expect(await hall.frame({ type: "agent_message" })).toMatchObject({
      data: { circle_name: "hall", agent_id: 3, content: "from afar" },
      channel: "circles/hall",
    });
    await yard.settled();
    expect(frames(yard)).toEqual([]);
    program.disconnect();
  });

  test("D-6: with Redis down people here go on talking, and both sides meet again when it is back", async () => {
    const [here, there] = [await inRoom("/ws/circles/hall"), await inRoom("/ws/circles/hall", other)];
    await redis.down();
    here.send({ type: "message", content: "alone" });
    await here.frame({ content: "alone" });
    await redis.up();
    let met = false;
    const meeting = there.frame({ content: "together" }).then(() => {
      met = true;
    });
    while (!met) {
      here.send({ type: "message", content: "together" });
      await Promise.race([meeting, sleep(100)]);
    }
    expect(there.frames.some(({ content }) => content === "alone")).toBe(false);
  });
});

describe("the clients of the protocol's first users", () => {
  test("D-3: their JavaScript client", async () => {
    const client = new RoomClient(await addressOf("/ws/circles/dev-team"));
    const answer = new Promise<JsonObject>((resolve) => {
      client.onAgentMessage = resolve;
    });
    client.onConnected = () => client.send({ type: "user_message", content: "@ada thanks" });
    client.connect();
    expect(await answer).toMatchObject({ agent_id: "ada", content: expect.stringContaining("welcome") });
    client.disconnect();
  });

  test("D-4: their JavaScript client hears of files", async () => {
    const client = new RoomClient(await addressOf("/ws/workspace/main"));
    const change = new Promise<JsonObject>((resolve) => {
      client.onFileChanged = resolve;
    });
    client.connect();
    let written = 0;
    for (let heard = false; !heard; heard = await Promise.race([change.then(() => true), sleep(100, false)])) {
      written += 1;
      await writeFile(join(server.home, "agents", "main", "workspace", "AGENTS.md"), `changed ${written} times`);
    }
    expect(await change).toMatchObject({ workspace_id: "main", path: "AGENTS.md" });
    client.disconnect();
  });

  test("D-3: their Python client", async () => {
    const python = spawn(PYTHON, ["-u", PYTHON_CLIENT, await addressOf("/ws/circles/dev-team")]);
    let output = "";
    await new Promise<void>((resolve, reject) => {
      python.once("error", reject);
      python.once("exit", (code) =>
        reject(new Error(`${PYTHON} ended with ${code}; npm test installs what it needs:\n${output}`)),
      );
      for (const stream of [python.stdout, python.stderr]) {
        stream.on("data", (text) => {
          output += String(text);
          if (/"agent_message".*"ada"/.test(output) && /"agent_message".*"main"/.test(output)) resolve();
        });
      }
    });
    expect(output).toContain('"content": "Hello, agents!"');
    python.removeAllListeners("exit");
    python.kill();
    await once(python, "exit");
  });
});

function dataOf({ data }: JsonObject): JsonObject {
  return typeof data === "object" && data !== null ? { ...data } : {};
}
