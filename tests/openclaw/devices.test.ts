import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Shapes from "@openclaw/gateway-protocol/schema";
import { Value } from "typebox/value";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { bySetup, isOn, stateOf, whyNotStarted } from "../../components/panels/channels/account-facts.ts";
import { channelsOf } from "../../hooks/use-channels.ts";
import { openDeviceIdentity } from "../../server/gateways/openclaw/device-identity.ts";
import { connectDevice } from "../support/device-client.ts";
import { type RealStage, STAGE_MS, startRealStage } from "../support/real-stage.ts";
import { ask, openWire } from "../support/wire.ts";

let stage: RealStage;

beforeAll(async () => {
  stage = await startRealStage({ channels: { telegram: { enabled: true } } });
}, STAGE_MS);

afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

test("OpenClaw tells its devices and nodes as the panel of nodes reads them, and takes what it sends", async () => {
  const deviceId = await pairedWithOpenClaw();
  const wire = await openWire(stage.server);
  const listed = async () => (await ask(wire, "device.pair.list", {})).paired.find((one) => one.deviceId === deviceId);
  expect(await listed()).toMatchObject({
    role: "operator",
    scopes: expect.arrayContaining(["operator.read"]),
    tokens: [{ role: "operator", createdAtMs: expect.any(Number) }],
    approvedAtMs: expect.any(Number),
  });
  expect(await wire.req("node.list", {})).toMatchObject({ ok: true, payload: { nodes: expect.any(Array) } });

  await ask(wire, "device.pair.rename", { deviceId, label: "Kitchen tablet" });
  expect(JSON.stringify(await listed())).toContain("Kitchen tablet");
  await ask(wire, "device.token.revoke", { deviceId, role: "operator" });
  expect((await listed())?.tokens).toMatchObject([{ revokedAtMs: expect.any(Number) }]);
  await ask(wire, "device.pair.remove", { deviceId });
  expect(await listed()).toBeUndefined();
});

test("OpenClaw tells its channels as the panel of channels reads them", async () => {
  const wire = await openWire(stage.server);
  const status = await ask(wire, "channels.status", { probe: true, timeoutMs: 5_000 });
  // Its answer has fields beside these that its own schema does not know.
  const accounts = Shapes.ChannelsStatusResultSchema.properties.channelAccounts;
  expect(Value.Errors(accounts, status.channelAccounts)).toEqual([]);
  const channels = channelsOf(status);
  expect(channels).toMatchObject([{ id: "telegram", label: "Telegram", detail: "Telegram Bot" }]);
  const [account] = channels[0]?.accounts ?? [];
  expect(account && stateOf(account)).toBe("unset");
  expect(account && isOn(account)).toBe(false);
  expect(bySetup(channels)).toMatchObject({ used: [], offered: [{ id: "telegram" }] });
});

test("OpenClaw says without an error that it did not start an account, as the panel of channels reads it", async () => {
  const wire = await openWire(stage.server);
  const account = { channel: "telegram", accountId: "default" };
  expect(await ask(wire, "channels.stop", account)).toMatchObject({ stopped: true });
  expect(whyNotStarted(await ask(wire, "channels.start", account))).toContain("not set up");
  expect(await wire.req("web.login.start", { ...account, force: false, timeoutMs: 5_000 })).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining("web login is not supported by provider telegram") },
  });
});

/** OpenClaw lets in at once who comes over loopback with the shared token. */
async function pairedWithOpenClaw(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "device-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const deviceIdentity = await openDeviceIdentity(join(folder, "device.pem"));
  const { openclaw } = stage;
  await using _device = await connectDevice(openclaw, deviceIdentity, { token: openclaw.token, commandLine: true });
  return deviceIdentity.deviceId;
}
