import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatewayClient } from "@openclaw/gateway-client";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type DeviceIdentity, openDeviceIdentity } from "../../server/gateways/openclaw/device-identity.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import { connectDevice, type DeviceClient, refusalOf } from "../support/device-client.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";

interface Request {
  id: string;
  nodeId: string;
  command: string;
  paramsJSON?: string;
}

const KITCHEN = { displayName: "Kitchen", caps: ["camera"], commands: ["camera.snap", "device.info"] };

let server: MissionControl;
let admin: WireClient;
let folder: string;
let identity: DeviceIdentity;
let keys = 0;

beforeAll(async () => {
  server = await MissionControl.start();
  admin = await openWire(server);
  folder = await mkdtemp(join(tmpdir(), "nodes-"));
  identity = await openDeviceIdentity(join(folder, "node.pem"));
  const { requestId } = await refusalOf(server, identity, { node: KITCHEN });
  await ask(admin, "device.pair.approve", { requestId });
});

afterAll(async () => {
  await admin?.close();
  await server?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test("PATH-3: a node does what it is told, and its answer comes back", async () => {
  await connect((client, { id, nodeId, command, paramsJSON }) => {
    const payload = { command, given: JSON.parse(paramsJSON ?? "null") };
    void client.request("node.invoke.result", { id, nodeId, ok: true, payloadJSON: JSON.stringify(payload) });
  });
  expect(await ask(admin, "node.invoke", told({ params: { deep: true } }))).toMatchObject({
    ok: true,
    nodeId: identity.deviceId,
    command: "device.info",
    payload: { command: "device.info", given: { deep: true } },
  });
});

test("PATH-3: the same key is the same command, from another connection too", async () => {
  let runs = 0;
  await connect((client, { id, nodeId }) => {
    runs += 1;
    void client.request("node.invoke.result", { id, nodeId, ok: true, payload: { runs } });
  });
  const command = told();
  const first = await ask(admin, "node.invoke", command);
  const again = await openWire(server);
  onTestFinished(() => again.close());
  expect(await ask(again, "node.invoke", command)).toEqual(first);
  expect(runs).toBe(1);
});

test("PATH-3: every cause has its error: refused, too late, gone, away, not offered, private", async () => {
  const { [Symbol.asyncDispose]: leave } = await connect((client, { id, nodeId, paramsJSON }) => {
    if (paramsJSON === '"refuse"') {
      const error = { code: "CAMERA_OFF", message: "the lid is closed" };
      void client.request("node.invoke.result", { id, nodeId, ok: false, error });
    }
    if (paramsJSON === '"go"') void leave();
  });
  const refused = { code: "UNAVAILABLE", message: "CAMERA_OFF: the lid is closed", retryable: false };
  expect(await admin.req("node.invoke", told({ params: "refuse" }))).toMatchObject({ ok: false, error: refused });
  expect(await admin.req("node.invoke", told({ params: "wait", timeoutMs: 50 }))).toMatchObject({
    error: { code: "TIMEOUT", details: { nodeError: { code: "TIMEOUT" } } },
  });
  expect(await admin.req("node.invoke", told({ params: "go" }))).toMatchObject({
    error: { code: "UNAVAILABLE", details: { nodeError: { code: "DISCONNECTED" } } },
  });
  expect(await admin.req("node.invoke", told())).toMatchObject({
    error: { code: "UNAVAILABLE", details: { nodeError: { code: "NOT_CONNECTED" } } },
  });
  await connect(() => {});
  expect(await admin.req("node.invoke", told({ command: "screen.record" }))).toMatchObject({
    error: { code: "INVALID_REQUEST", details: { reason: "command not declared by node" } },
  });
  expect(await admin.req("node.invoke", told({ command: "camera.snap" }))).toMatchObject({
    error: { code: "INVALID_REQUEST", details: { reason: "command not allowlisted" } },
  });
});

test("PATH-3: what may be told is a setting that counts at once", async () => {
  await connect((client, { id, nodeId }) => void client.request("node.invoke.result", { id, nodeId, ok: true }));
  const { hash } = await ask(admin, "config.get", {});
  const raw = JSON.stringify({ gateway: { nodes: { commands: { allow: ["camera.snap"] } } } });
  expect(await ask(admin, "config.patch", { raw, baseHash: hash })).toMatchObject({ needRestart: [] });
  expect(await ask(admin, "node.invoke", told({ command: "camera.snap" }))).toMatchObject({ ok: true });
});

test("PATH-3: a node asks for what waits for it, and may call nothing else", async () => {
  await ask(admin, "node.pending.enqueue", { nodeId: identity.deviceId, type: "location.request" });
  const { client, hello } = await connect(() => {});
  expect(hello.features.methods).toEqual(expect.arrayContaining(["node.invoke.result", "node.pending.drain"]));
  expect(await client.request("node.pending.drain", {})).toMatchObject({ items: [{ type: "location.request" }, {}] });
  await expect(client.request("node.invoke", told())).rejects.toMatchObject({ gatewayCode: "FORBIDDEN" });
  expect(await admin.req("node.pending.drain", {})).toMatchObject({ ok: false, error: { code: "UNKNOWN_METHOD" } });
});

function told(more: object = {}) {
  keys += 1;
  return { nodeId: identity.deviceId, command: "device.info", idempotencyKey: `key-${keys}`, ...more };
}

async function connect(act: (client: GatewayClient, request: Request) => void): Promise<DeviceClient> {
  const device = await connectDevice(server, identity, {
    node: KITCHEN,
    onEvent: ({ event, payload }, client) => {
      // The gateway's own conformance is what is tested: it sends what OpenClaw's schema says.
      if (event === "node.invoke.request") act(client, payload as Request);
    },
  });
  onTestFinished(() => device[Symbol.asyncDispose]());
  return device;
}
