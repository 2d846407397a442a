import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Shapes from "@openclaw/gateway-protocol/schema";
import { Value } from "typebox/value";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type DeviceIdentity, openDeviceIdentity } from "../../server/gateways/openclaw/device-identity.ts";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import { connectDevice, type DeviceClient, refusalOf } from "../support/device-client.ts";
import { http } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";

let server: MissionControl;
let admin: WireClient;
let folder: string;
let devices = 0;

beforeAll(async () => {
  server = await MissionControl.start();
  admin = await openWire(server);
  // Events come to those who have spoken natively.
  await ask(admin, "health", {});
  folder = await mkdtemp(join(tmpdir(), "devices-"));
});

afterAll(async () => {
  await admin?.close();
  await server?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe("a device without a token", () => {
  test("PATH-3: waits under one request until it is approved, and comes in by its key", async () => {
    const identity = await newDevice();
    const first = await refusalOf(server, identity);
    expect(first).toMatchObject({ details: { code: "PAIRING_REQUIRED", reason: "not-paired" } });
    expect(await refusalOf(server, identity)).toMatchObject({ details: { requestId: first.requestId } });
    const { pending } = await ask(admin, "device.pair.list", {});
    expect(pending.filter(({ deviceId }) => deviceId === identity.deviceId)).toMatchObject([
      { requestId: first.requestId, role: "operator", scopes: ["operator.read"] },
    ]);
    const told = await admin.frame({ event: "device.pair.requested" });
    expect(Value.Errors(Shapes.DevicePairRequestedEventSchema, told.payload)).toEqual([]);

    await ask(admin, "device.pair.approve", { requestId: first.requestId });
    await admin.frame({ event: "device.pair.resolved" });
    const { client, hello } = await connect(identity);
    expect(hello.auth).toMatchObject({ scopes: ["operator.read"], deviceToken: expect.any(String) });
    expect(await client.request("health", {})).toMatchObject({ ok: true });
    await expect(client.request("sessions.create", {})).rejects.toMatchObject({ gatewayCode: "FORBIDDEN" });

    const token = hello.auth?.deviceToken ?? "";
    expect((await connect(identity, { token })).hello.auth).toMatchObject({ scopes: ["operator.read"] });
    expect((await http(server, "/api/status", { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  test("PATH-3: asks anew for more than was approved", async () => {
    const identity = await paired();
    expect(await refusalOf(server, identity, { scopes: ["operator.read", "operator.write"] })).toMatchObject({
      details: { code: "PAIRING_REQUIRED", reason: "scope-upgrade" },
    });
    expect((await connect(identity)).hello.auth).toMatchObject({ scopes: ["operator.read"] });
  });

  test("PATH-3: that asks for other things than before asks under another request", async () => {
    const identity = await newDevice();
    const { requestId } = await refusalOf(server, identity);
    await refusalOf(server, identity, { scopes: ["operator.admin"] });
    expect(await admin.req("device.pair.approve", { requestId })).toMatchObject({
      ok: false,
      error: { code: "NOT_FOUND" },
    });
  });

  test("PATH-3: that was turned away asks under another request", async () => {
    const identity = await newDevice();
    const first = (await refusalOf(server, identity)).requestId;
    await ask(admin, "device.pair.reject", { requestId: first });
    expect((await refusalOf(server, identity)).requestId).not.toBe(first);
    expect(await admin.req("device.pair.approve", { requestId: first })).toMatchObject({
      ok: false,
      error: { code: "NOT_FOUND" },
    });
  });
});

describe("a node", () => {
  const node = { displayName: "Kitchen", caps: ["camera"], commands: ["camera.snap", "system.run"] };

  test("PATH-3: is let in by its key, is listed while and after it is here, and may ask for nothing", async () => {
    const identity = await newDevice();
    const nodeId = identity.deviceId;
    const { requestId } = await refusalOf(server, identity, { node });
    const { pending } = await ask(admin, "device.pair.list", {});
    expect(pending.find((request) => request.requestId === requestId)).toMatchObject({
      role: "node",
      scopes: [],
      ...node,
    });
    expect((await ask(admin, "node.list", {})).nodes).toEqual([]);
    await ask(admin, "device.pair.approve", { requestId });
    expect(await ask(admin, "node.describe", { nodeId })).toMatchObject({ nodeId, connected: false, paired: true });

    const { client, hello, [Symbol.asyncDispose]: leave } = await connect(identity, { node });
    expect(hello.auth).toMatchObject({ role: "node", scopes: [], deviceToken: expect.any(String) });
    await expect(client.request("sessions.list", {})).rejects.toMatchObject({ gatewayCode: "FORBIDDEN" });
    const { nodes } = await ask(admin, "node.list", {});
    expect(nodes).toMatchObject([{ nodeId, ...node, connected: true, connectedAtMs: expect.any(Number) }]);
    await leave();
    await expect.poll(() => ask(admin, "node.describe", { nodeId })).toMatchObject({ connected: false });

    const more = { ...node, commands: [...node.commands, "screen.record"] };
    await connect(identity, { node: more });
    expect(await ask(admin, "node.describe", { nodeId })).toMatchObject({ commands: node.commands, connected: true });
    await ask(admin, "device.pair.remove", { deviceId: nodeId });
    expect(await admin.req("node.describe", { nodeId })).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
  });

  test("PATH-3: is sent away when its token is revoked, and waits for somebody's word again", async () => {
    const identity = await newDevice();
    const { deviceId } = identity;
    await ask(admin, "device.pair.approve", { requestId: (await refusalOf(server, identity, { node })).requestId });
    const { closed } = await connect(identity, { node });
    expect(await admin.req("device.token.revoke", { deviceId, role: "operator" })).toMatchObject({ ok: false });
    await ask(admin, "device.token.revoke", { deviceId, role: "node" });
    expect(await closed).toBe(4001);
    const { requestId } = await refusalOf(server, identity, { node });
    await ask(admin, "device.pair.approve", { requestId });
    expect((await connect(identity, { node })).hello.auth).toMatchObject({ role: "node" });
  });

  test("PATH-3: stays what it was let in as, whatever token it brings", async () => {
    const identity = await paired();
    const refused = await connectDevice(server, identity, { node }).catch((failure: unknown) => failure);
    expect(refused).toMatchObject({ message: expect.stringContaining("was let in as operator") });
    const other = await newDevice();
    const { requestId } = await refusalOf(server, other, { node, token: "of-somebody-else" });
    expect(requestId).toEqual(expect.any(String));
  });
});

describe("a device's token", () => {
  test("PATH-3: a revoked one closes its connections with 4001, and comes in no more", async () => {
    const identity = await paired();
    const { hello } = await connect(identity);
    const token = hello.auth?.deviceToken ?? "";
    const wire = new WireClient(server.wsUrl, { headers: { authorization: `Bearer ${token}` } });
    await wire.frame({ type: "connected" });
    expect(await wire.req("health")).toMatchObject({ ok: true });
    await ask(admin, "device.token.revoke", { deviceId: identity.deviceId, role: "operator" });
    expect(await wire.closed).toMatchObject({ code: 4001 });
    const again = new WireClient(server.wsUrl, { headers: { authorization: `Bearer ${token}` } });
    expect(await again.closed).toMatchObject({ code: 4001 });
    expect(await refusalOf(server, identity)).toMatchObject({ details: { code: "PAIRING_REQUIRED" } });
  });

  test("PATH-3: rotating gives another one, once, in OpenClaw's shape", async () => {
    const identity = await paired();
    const before = (await connect(identity)).hello.auth?.deviceToken ?? "";
    const rotated = await ask(admin, "device.token.rotate", { deviceId: identity.deviceId, role: "operator" });
    expect(Value.Errors(Shapes.DeviceTokenRotateResultSchema, rotated)).toEqual([]);
    expect(rotated.token).not.toBe(before);
    const { hello } = await connect(identity, { token: rotated.token ?? "" });
    expect(hello.auth?.scopes).toEqual(["operator.read"]);
    const { paired: known } = await ask(admin, "device.pair.list", {});
    expect(JSON.stringify(known)).not.toContain(rotated.token);
  });

  test("PATH-3: devices are renamed and removed", async () => {
    const identity = await paired();
    const { deviceId } = identity;
    await ask(admin, "device.pair.rename", { deviceId, label: "My phone" });
    const { paired: known } = await ask(admin, "device.pair.list", {});
    expect(known.find((device) => device.deviceId === deviceId)).toMatchObject({ displayName: "My phone" });
    await ask(admin, "device.pair.remove", { deviceId });
    expect(await refusalOf(server, identity)).toMatchObject({ details: { reason: "not-paired" } });
  });
});

test("PATH-3: ten bad tokens lock an address out, the good token too", async () => {
  await using locked = await MissionControl.start();
  const knock = async (token: string) => {
    const wire = new WireClient(`ws://127.0.0.1:${locked.port}/`);
    await wire.frame({ event: "connect.challenge" });
    const client = { id: "cli", version: "1", platform: "linux", mode: "cli" };
    const reply = await wire.req("connect", { minProtocol: 4, maxProtocol: 4, client, auth: { token } });
    await wire.close();
    return reply;
  };
  for (let attempt = 0; attempt < 10; attempt += 1) {
    expect(await knock("wrong")).toMatchObject({ error: { details: { code: "AUTH_TOKEN_MISMATCH" } } });
  }
  expect(await knock("right or wrong")).toMatchObject({
    ok: false,
    error: { retryAfterMs: expect.any(Number), details: { code: "AUTH_RATE_LIMITED" } },
  });
});

async function newDevice(): Promise<DeviceIdentity> {
  devices += 1;
  return openDeviceIdentity(join(folder, `device-${devices}.pem`));
}

async function paired(): Promise<DeviceIdentity> {
  const identity = await newDevice();
  await ask(admin, "device.pair.approve", { requestId: (await refusalOf(server, identity)).requestId });
  return identity;
}

async function connect(identity: DeviceIdentity, options?: Parameters<typeof connectDevice>[2]): Promise<DeviceClient> {
  const device = await connectDevice(server, identity, options);
  onTestFinished(() => device[Symbol.asyncDispose]());
  return device;
}
