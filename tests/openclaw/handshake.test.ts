import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { GatewayClient } from "@openclaw/gateway-client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openDeviceIdentity } from "../../server/gateways/openclaw/device-identity.ts";
import { diagnose } from "../../server/gateways/openclaw/doctor.ts";
import type { GatewayFinding, GatewayInfo } from "../../server/protocol/gateways.ts";
import { connectDevice } from "../support/device-client.ts";
import { startForwardingProxy } from "../support/forwarding-proxy.ts";
import { MissionControl } from "../support/mission-control.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { ask, openWire, untilGateway } from "../support/wire.ts";

/** The discard service's port: nobody listens there. */
const NOBODY = "ws://127.0.0.1:9";
/** Addresses for documentation: machines elsewhere, for whom the proxies speak. */
const ELSEWHERE = { paired: "203.0.113.5", upgraded: "203.0.113.6", guessing: "203.0.113.7", refused: "203.0.113.8" };

let plain: OpenClaw;
let encrypted: OpenClaw;

beforeAll(async () => {
  [plain, encrypted] = await Promise.all([
    OpenClaw.start({ trustedProxies: ["127.0.0.1"] }),
    OpenClaw.start({ tls: { enabled: true } }),
  ]);
}, 180_000);

afterAll(async () => {
  await plain?.[Symbol.asyncDispose]();
  await encrypted?.[Symbol.asyncDispose]();
});

describe("the doctor before a real gateway", () => {
  test("an address that works, a wrong token, and no token", async () => {
    const { tried } = await missionControl();
    expect(await tried({ url: plain.url, token: plain.token })).toMatchObject({ ok: true, version: "2026.9.6" });
    const command = "openclaw config get gateway.auth.token";
    expect(await tried({ url: plain.url, token: "wrong" })).toMatchObject({ code: "token", command });
    expect(await tried({ url: plain.url })).toMatchObject({ code: "token-missing", command });
  });

  test("too many wrong tokens from another machine", async () => {
    const { tried } = await missionControl();
    await using proxy = await startForwardingProxy(plain, { client: ELSEWHERE.guessing });
    const codes: string[] = [];
    while (codes.at(-1) !== "rate-limited" && codes.length < 12) {
      codes.push((await tried({ url: proxy.url, token: "wrong" })).code);
    }
    expect(codes.slice(0, -1)).toEqual(Array(codes.length - 1).fill("token"));
    expect(codes.at(-1)).toBe("rate-limited");
  });

  test("a proxy that the gateway does not trust", async () => {
    const { tried } = await missionControl();
    await using proxy = await startForwardingProxy(plain, { from: "127.0.0.2", client: ELSEWHERE.refused });
    const found = await tried({ url: proxy.url, token: plain.token });
    expect(found).toMatchObject({ code: "proxy", command: "openclaw config get gateway.trustedProxies" });
  });

  test("a port with no gateway, and one with another server", async () => {
    const { tried } = await missionControl();
    const refused = { code: "refused", command: "openclaw gateway run --port 9" };
    expect(await tried({ url: NOBODY })).toMatchObject(refused);
    const server = createServer((_request, response) => response.end("<html>")).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    // The server only says a port after it listens, never a path.
    const { port } = server.address() as AddressInfo;
    const other = { code: "not-a-gateway", command: `curl -i http://127.0.0.1:${port}/healthz` };
    expect(await tried({ url: `ws://127.0.0.1:${port}` })).toMatchObject(other);
  });

  test("a certificate that nobody vouches for, and an address with the wrong kind of encryption", async () => {
    const { tried } = await missionControl();
    const bad = await tried({ url: encrypted.url, token: encrypted.token });
    expect(bad).toMatchObject({ code: "tls", command: expect.stringMatching(/^openssl s_client -connect 127/) });
    expect(bad.cause).toMatch(/certificate/);
    const none = await tried({ url: plain.url.replace("ws:", "wss:"), token: plain.token });
    expect(none).toMatchObject({
      code: "tls",
      fix: expect.stringContaining("ws://"),
      command: expect.stringMatching(/^curl/),
    });
    const hidden = await tried({ url: encrypted.url.replace("wss:", "ws:"), token: encrypted.token });
    expect(hidden).toMatchObject({ ok: false, fix: expect.stringContaining("wss://") });
  });

  test("another version of the protocol", async () => {
    const failed = Promise.withResolvers<{ closeCode: number; reason: string; error?: Error }>();
    const client = new GatewayClient({
      url: plain.url,
      token: plain.token,
      deviceIdentity: null,
      minProtocol: 3,
      maxProtocol: 3,
      onClose: (closeCode, reason, info) => failed.resolve({ closeCode, reason, error: info?.connectError }),
    });
    client.start();
    expect(diagnose({ url: plain.url, ...(await failed.promise) })).toMatchObject({ code: "protocol" });
    await client.stopAndWait();
  });
});

describe("a gateway that is added before it can be used", () => {
  test("a device that is not known yet waits with its request, and opens by itself once that is approved", async () => {
    const { wire } = await missionControl();
    await using proxy = await startForwardingProxy(plain, { client: ELSEWHERE.paired });
    const { id } = await ask(wire, "gateways.add", { name: "Far", url: proxy.url, token: plain.token });
    const { status } = await untilGateway(wire, id, ({ status }) => status.state === "unavailable");
    expect(status).toMatchObject({ code: "pairing", requestId: expect.any(String) });
    const requestId = requestIdOf(status);
    expect(status).toMatchObject({ command: `openclaw devices approve ${requestId}` });
    await plain.ask("device.pair.approve", { requestId });
    await untilGateway(wire, id, ({ status }) => status.state === "ready");
    expect((await wire.req("sessions.list", {}, { gateway: id })).ok).toBe(true);
  });

  test("a device that is known with fewer rights says so, and opens by itself once it has them", async () => {
    const { wire, server } = await missionControl();
    await using proxy = await startForwardingProxy(plain, { client: ELSEWHERE.upgraded });
    await pairedForReading(proxy, server);
    const { id } = await ask(wire, "gateways.add", { name: "Far", url: proxy.url, token: plain.token });
    const { status } = await untilGateway(wire, id, ({ status }) => status.state === "unavailable");
    expect(status).toMatchObject({ code: "scope-upgrade", requestId: expect.any(String) });
    await plain.ask("device.pair.approve", { requestId: requestIdOf(status) });
    await untilGateway(wire, id, ({ status }) => status.state === "ready");
  });

  test("a gateway that starts is waited for", async () => {
    const { wire } = await missionControl();
    await using starting = await OpenClaw.prepare();
    const { id } = await ask(wire, "gateways.add", { name: "New", url: starting.url, token: starting.token });
    await untilGateway(wire, id, ({ status }) => status.state === "unavailable" && status.code === "refused");
    const reasons = new Set<string>();
    const running = starting.run();
    await untilGateway(wire, id, ({ status }) => {
      if (status.state === "unavailable") reasons.add(String(status.code));
      return status.state === "ready";
    });
    await running;
    // How far it is when it is asked is its own affair; none of it is a reason to give up.
    for (const code of reasons) expect(["refused", "starting", "timeout", "lost"]).toContain(code);
  }, 240_000);
});

async function missionControl() {
  const server = await MissionControl.start();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const wire = await openWire(server);
  return {
    server,
    wire,
    async tried(target: { url: string; token?: string }): Promise<GatewayFinding> {
      const found = await ask(wire, "gateways.test", target);
      for (const words of [found.cause, found.fix]) expect(words).toMatch(/\.$/);
      if (!found.ok) expect(found.command).toBeTruthy();
      expect(JSON.stringify(found)).not.toContain(plain.token);
      return found;
    },
  };
}

function requestIdOf(status: GatewayInfo["status"]): string | undefined {
  return status.state === "unavailable" ? status.requestId : undefined;
}

/** Mission Control's own device, known to the gateway for nothing but reading. */
async function pairedForReading(proxy: { port: number }, { home }: MissionControl): Promise<void> {
  const identity = await openDeviceIdentity(join(home, "device.pem"));
  const { token } = plain;
  const refusal: unknown = await connectDevice(proxy, identity, { token }).catch((error: unknown) => error);
  const { requestId } = (refusal as { details: { requestId: string } }).details;
  await plain.ask("device.pair.approve", { requestId });
  await using _paired = await connectDevice(proxy, identity, { token });
}
