import { GatewayClient, type GatewayClientOptions } from "@openclaw/gateway-client";
import {
  type DeviceIdentity,
  openDeviceIdentity,
  rawPublicKey,
  signPayload,
} from "../../server/gateways/openclaw/device-identity.ts";
import { expect, expectAccessible, open, test } from "./fixtures.ts";

const AS_NODE: Partial<GatewayClientOptions> = {
  role: "node",
  scopes: [],
  clientName: "node-host",
  clientDisplayName: "Kitchen",
  mode: "node",
  caps: ["camera"],
  commands: ["device.info", "camera.snap"],
};

// What fades out has too little contrast on its way.
test.use({ reducedMotion: "reduce" });

test("a device asks, is let in by a click, and is sent away when its token is revoked", async ({ server, page }) => {
  const identity = await openDeviceIdentity(test.info().outputPath("device.pem"));
  await open(page, server, "/nodes");
  const main = page.getByRole("main");
  const requests = main.getByRole("list", { name: "Pairing requests" });
  const device = main.getByRole("list", { name: "Devices" }).getByRole("listitem");
  const dialog = page.getByRole("dialog");
  const more = main.getByRole("button", { name: /^What to do with/ });
  await expect(main).toContainText("No device is paired");
  await expect(main).toContainText("No node is paired");

  await test.step("who asks appears at once, and in the sidebar", async () => {
    const { client, outcome } = knock(server.port, identity);
    await expect(outcome).rejects.toMatchObject({ details: { code: "PAIRING_REQUIRED" } });
    await client.stopAndWait();
    await expect(requests.getByRole("listitem")).toHaveCount(1);
    await expect(requests).toContainText("read");
    await expect(page.getByRole("navigation").getByRole("link", { name: /Nodes/ }).first()).toContainText("1 waiting");
    await expectAccessible(page);
  });

  await test.step("approved, it comes in by its key and gets a token", async () => {
    await requests.getByRole("button", { name: /^Approve/ }).click();
    await expect(requests).toHaveCount(0);
    await expect(device).toHaveCount(1);
  });

  const { client, outcome, closed } = knock(server.port, identity);
  await outcome;

  await test.step("it is renamed by keyboard, on a phone's screen", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await more.press("Enter");
    await page.getByRole("menuitem", { name: "Rename" }).press("Enter");
    await dialog.getByLabel("Name").fill("Kitchen tablet");
    await dialog.getByLabel("Name").press("Enter");
    await expect(device).toContainText("Kitchen tablet");
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  await test.step("revoking its token closes its connection", async () => {
    await more.click();
    await page.getByRole("menuitem", { name: "Revoke token" }).click();
    await dialog.getByRole("button", { name: "Revoke token" }).click();
    expect(await closed).toBe(4001);
    await expect(device).toContainText("Token revoked");
    await client.stopAndWait();
  });

  await test.step("removed, it is forgotten", async () => {
    await more.click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await dialog.getByRole("button", { name: "Remove device" }).click();
    await expect(device).toHaveCount(0);
  });
});

test("a machine asks as a node, is let in, and is shown here and away", async ({ server, page }) => {
  const identity = await openDeviceIdentity(test.info().outputPath("node.pem"));
  await open(page, server, "/nodes");
  const main = page.getByRole("main");
  const requests = main.getByRole("list", { name: "Pairing requests" });
  const node = main.getByRole("list", { name: "Nodes" }).getByRole("listitem");

  const asking = knock(server.port, identity, AS_NODE);
  await expect(asking.outcome).rejects.toMatchObject({ details: { code: "PAIRING_REQUIRED" } });
  await asking.client.stopAndWait();
  await expect(requests).toContainText("can do device.info, camera.snap");
  await expectAccessible(page);
  await requests.getByRole("button", { name: "Approve Kitchen" }).press("Enter");
  await expect(node).toContainText("away");
  const run = node.getByRole("button", { name: "Run a command on Kitchen" });
  await expect(run).toBeDisabled();

  const { client, outcome } = knock(server.port, identity, { ...AS_NODE, onEvent: (event) => act(client, event) });
  await outcome;
  await expect(node).toContainText("connected");
  await expect(node).toContainText("camera.snap, device.info");
  const dialog = page.getByRole("dialog", { name: "Run a command on Kitchen" });
  const params = dialog.getByLabel("Params");

  await test.step("it is told to do something by keyboard, and its answer is read on a phone's screen", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await run.press("Enter");
    await dialog.getByLabel("Command").selectOption("device.info");
    await params.fill('{"deep": }');
    await dialog.getByRole("button", { name: "Run command" }).press("Enter");
    await expect(params).toHaveAccessibleDescription(/^This is no JSON/);
    await params.fill('{"deep": true}');
    await dialog.getByRole("button", { name: "Run command" }).press("Enter");
    await expect(dialog.getByRole("region", { name: "Answer" })).toContainText("deep: true");
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  await test.step("what it refuses and what may not be asked are said; the address names the command", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await params.fill('{"refuse": true}');
    await dialog.getByRole("button", { name: "Run command" }).click();
    await expect(dialog.getByRole("alert")).toHaveText("BUSY: somebody cooks");
    await dialog.getByLabel("Command").selectOption("camera.snap");
    await page.reload();
    await dialog.getByRole("button", { name: "Run command" }).click();
    await expect(dialog.getByRole("alert")).toContainText("gateway.nodes.commands.allow");
    await expectAccessible(page);
  });

  await client.stopAndWait();
  await expect(dialog).toContainText("Kitchen has gone away");
  await expect(dialog.getByRole("button", { name: "Run command" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(node).toContainText("away");
});

/** What the kitchen does when it is told to. */
function act(client: GatewayClient, { event, payload }: { event: string; payload?: unknown }): void {
  if (event !== "node.invoke.request") return;
  const { id, nodeId, paramsJSON = "{}" } = payload as { id: string; nodeId: string; paramsJSON?: string };
  const given = JSON.parse(paramsJSON);
  const outcome = given.refuse
    ? { ok: false, error: { code: "BUSY", message: "somebody cooks" } }
    : { ok: true, payloadJSON: JSON.stringify({ machine: "oven", given }) };
  void client.request("node.invoke.result", { id, nodeId, ...outcome });
}

/** Connects as OpenClaw's own client does, without a token; `outcome` rejects with what it is refused with. */
function knock(
  port: number,
  deviceIdentity: DeviceIdentity,
  as: Partial<GatewayClientOptions> = { scopes: ["operator.read"] },
): { client: GatewayClient; outcome: Promise<unknown>; closed: Promise<number> } {
  const ready = Promise.withResolvers<unknown>();
  const closed = Promise.withResolvers<number>();
  const client = new GatewayClient({
    url: `ws://127.0.0.1:${port}`,
    deviceIdentity,
    hostDeps: { signDevicePayload: signPayload, publicKeyRawBase64UrlFromPem: rawPublicKey },
    ...as,
    onHelloOk: ready.resolve,
    onConnectError: ready.reject,
    onClose: (code) => closed.resolve(code),
  });
  client.start();
  return { client, outcome: ready.promise, closed: closed.promise };
}
