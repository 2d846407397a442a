import * as Shapes from "@openclaw/gateway-protocol/schema";
import type { TSchema } from "typebox";
import { Value } from "typebox/value";
import { expect, test } from "vitest";
import type { PairedDevice } from "../../protocol/devices.ts";
import { Nodes } from "./nodes.ts";

const SNAP = { nodeId: "a", command: "device.info", params: { deep: true }, idempotencyKey: "k1" };

test("nodes that are connected stand first, the others by name; operators' devices are none", () => {
  const { nodes } = make([
    device("b", "Barn"),
    device("a", "Attic"),
    device("c", "Cellar"),
    device("o", "Phone", "operator"),
  ]);
  nodes.join("c", {}, unheard);
  expect(nodes.list().map(({ displayName, connected }) => [displayName, connected])).toEqual([
    ["Cellar", true],
    ["Attic", false],
    ["Barn", false],
  ]);
});

test("what a node says of itself now counts, but it can do no more than it was let in with", () => {
  const { nodes } = make([{ ...device("a", "Attic"), caps: ["camera"], commands: ["camera.snap", "camera.clip"] }]);
  expect(nodes.describe("a")).toMatchObject({ commands: ["camera.clip", "camera.snap"] });
  nodes.join(
    "a",
    {
      version: "2",
      platform: "ios",
      caps: ["camera", "screen"],
      commands: ["system.run", "camera.snap"],
    },
    unheard,
  );
  expect(nodes.describe("a")).toMatchObject({
    version: "2",
    platform: "ios",
    caps: ["camera"],
    commands: ["camera.snap"],
    connectedAtMs: 7,
    lastSeenReason: "connect",
  });
});

test("a node is here as long as one of its connections is, and was seen when each of them went", () => {
  const { nodes, seen } = make([device("a", "Attic")]);
  const first = nodes.join("a", { version: "1" }, unheard);
  const second = nodes.join("a", { version: "2" }, unheard);
  expect(nodes.describe("a")).toMatchObject({ version: "2" });
  second.leave();
  second.leave();
  expect(nodes.describe("a")).toMatchObject({ version: "1", connected: true });
  first.leave();
  expect(nodes.describe("a").connected).toBe(false);
  expect(seen).toEqual(["a", "a"]);
});

test("an unknown node is not found", () => {
  expect(() => make([]).nodes.describe("a")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
});

test("a command reaches the node's newest connection, and what it answers comes back, in OpenClaw's shapes", async () => {
  const { nodes } = make([{ ...device("a", "Attic"), commands: ["device.info"] }]);
  nodes.join("a", {}, unheard);
  const { told, send } = heard();
  const seat = nodes.join("a", {}, send);
  const answer = nodes.invoke({ ...SNAP, timeoutMs: 5_000, sessionKey: "agent:main:main" }, "me");
  expect(told).toEqual([
    {
      event: "node.invoke.request",
      payload: {
        id: "id-1",
        nodeId: "a",
        command: "device.info",
        paramsJSON: '{"deep":true}',
        timeoutMs: 5_000,
        idempotencyKey: "k1",
        sessionKey: "agent:main:main",
      },
    },
  ]);
  const { sessionKey: _more, ...request } = told[0]?.payload ?? {};
  fits(Shapes.NodeInvokeRequestEventSchema, request);
  const result = { id: "id-1", nodeId: "a", ok: true, payloadJSON: '{"os":"linux"}' };
  fits(Shapes.NodeInvokeResultParamsSchema, result);
  expect(seat.answer("node.invoke.result", result)).toEqual({ ok: true });
  expect(await answer).toEqual({
    ok: true,
    nodeId: "a",
    command: "device.info",
    payload: { os: "linux" },
    payloadJSON: '{"os":"linux"}',
  });
  expect(seat.answer("node.invoke.result", result)).toEqual({ ok: true, ignored: true });
});

test("under one key a command is given once: asked again it answers the same, asked for something else it is refused", async () => {
  const { nodes } = make([{ ...device("a", "Attic"), commands: ["device.info"] }]);
  const { told, send } = heard();
  const seat = nodes.join("a", {}, send);
  const first = nodes.invoke(SNAP, "me");
  const again = nodes.invoke(SNAP, "me");
  seat.answer("node.invoke.result", { id: "id-1", nodeId: "a", ok: false, error: { code: "BUSY", message: "later" } });
  await expect(first).rejects.toMatchObject({ code: "UNAVAILABLE", message: "BUSY: later", retryable: false });
  await expect(again).rejects.toMatchObject({ details: { nodeError: { code: "BUSY" }, nodeCommandDispatched: true } });
  seat.leave();
  await expect(nodes.invoke(SNAP, "me")).rejects.toMatchObject({ message: "BUSY: later" });
  expect(told).toHaveLength(1);
  expect(() => nodes.invoke({ ...SNAP, params: {} }, "me")).toThrow(expect.objectContaining({ code: "CONFLICT" }));
  expect(() => nodes.invoke(SNAP, "you")).toThrow(expect.objectContaining({ code: "UNAVAILABLE" }));
});

test.each([
  ["a node that nobody knows", { nodeId: "x" }, { code: "NOT_FOUND" }],
  ["a node that is away", { nodeId: "b" }, { code: "UNAVAILABLE", details: { code: "NOT_CONNECTED" } }],
  [
    "a command that it does not offer",
    { command: "sms.send" },
    { details: { reason: "command not declared by node" } },
  ],
  ["one that it offers only now", { command: "fs.listDir" }, { message: expect.stringContaining("let it in again") }],
  ["one that is private", { command: "camera.snap" }, { details: { reason: "command not allowlisted" } }],
  ["a claim of approval", { command: "system.run", params: { approved: true } }, { code: "INVALID_REQUEST" }],
])("nothing is told for %s", async (_what, other, error) => {
  const commands = ["device.info", "camera.snap", "system.run"];
  const { nodes } = make([
    { ...device("a", "Attic"), commands },
    { ...device("b", "Barn"), commands },
  ]);
  const { told, send } = heard();
  nodes.join("a", { commands: [...commands, "fs.listDir"] }, send);
  await expect((async () => nodes.invoke({ ...SNAP, ...other }, "me"))()).rejects.toMatchObject(error);
  expect(told).toEqual([]);
});

test("what may be given changes while it runs", () => {
  const { nodes } = make([{ ...device("a", "Attic"), commands: ["camera.snap", "device.info"] }]);
  const { told, send } = heard();
  nodes.join("a", {}, send);
  nodes.setPolicy({ allow: ["camera.snap"] });
  nodes.setPolicy({ deny: ["device.info"] });
  void nodes.invoke({ ...SNAP, command: "camera.snap" }, "me");
  expect(told).toHaveLength(1);
  expect(() => nodes.invoke({ ...SNAP, idempotencyKey: "k2" }, "me")).toThrow(/commands.deny/);
});

test("a node speaks for itself alone, and only of what is a node's", () => {
  const { nodes } = make([device("a", "Attic")]);
  const seat = nodes.join("a", {}, unheard);
  const wrong = { id: "id-1", nodeId: "b", ok: true };
  expect(() => seat.answer("node.invoke.result", wrong)).toThrow(/nodeId mismatch/);
  expect(() => seat.answer("node.invoke.result", { id: 1 })).toThrow(/Invalid params for node.invoke.result: "/);
  expect(seat.answer("sessions.list", {})).toBeUndefined();
  const progress = { invokeId: "id-1", nodeId: "a", seq: 0, chunk: "…" };
  expect(seat.answer("node.invoke.progress", progress)).toEqual({ ok: true, ignored: true });
});

test("that a node says it is alive is seen; other events are not for this gateway", () => {
  let now = 7;
  const { nodes } = make([device("a", "Attic")], () => now);
  const seat = nodes.join("a", {}, unheard);
  now = 9;
  const event = "node.presence.alive";
  const answers = [
    seat.answer("node.event", { event, payloadJSON: '{"trigger":"background"}' }),
    seat.answer("node.event", { event, payloadJSON: "no JSON" }),
    seat.answer("node.event", { event: "exec.started", payload: {} }),
  ];
  for (const answer of answers) fits(Shapes.NodeEventResultSchema, answer);
  expect(answers).toMatchObject([{ handled: true }, { handled: false }, { handled: false }]);
  expect(nodes.describe("a")).toMatchObject({ lastSeenAtMs: 9, lastSeenReason: "background", connectedAtMs: 7 });
});

test("what waits for a node is handed to it when it asks", () => {
  const { nodes } = make([device("a", "Attic")]);
  const queued = nodes.enqueue({ nodeId: "a", type: "location.request", priority: "high", wake: false });
  fits(Shapes.NodePendingEnqueueResultSchema, queued);
  expect(() => nodes.enqueue({ nodeId: "x", type: "status.request" })).toThrow(
    expect.objectContaining({ code: "NOT_FOUND" }),
  );
  const work = nodes.join("a", {}, unheard).answer("node.pending.drain", {});
  fits(Shapes.NodePendingDrainResultSchema, work);
  expect(work).toMatchObject({ items: [{ type: "location.request" }, { type: "status.request" }], hasMore: false });
});

function make(paired: PairedDevice[], clock = () => 7) {
  const seen: string[] = [];
  const devices = { list: () => ({ pending: [], paired }), seen: (deviceId: string) => void seen.push(deviceId) };
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const policy = { allow: [], deny: [] };
  return { nodes: new Nodes({ devices, clock, newId, timer: () => () => {}, policy }), seen };
}

function heard() {
  const told: { event: string; payload: Record<string, unknown> }[] = [];
  const send = (event: string, payload: object) => void told.push({ event, payload: { ...payload } });
  return { told, send };
}

function unheard(): void {}

function fits(schema: TSchema, value: unknown): void {
  expect([...Value.Errors(schema, value)]).toEqual([]);
}

function device(deviceId: string, displayName: string, role: PairedDevice["role"] = "node"): PairedDevice {
  return { deviceId, displayName, role, publicKey: "key", scopes: [], tokens: [], createdAtMs: 1, approvedAtMs: 2 };
}
