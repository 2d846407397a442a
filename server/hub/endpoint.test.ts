import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { HUB_LIMITS } from "./limits.ts";
import { StageGateway } from "./testing/stage-gateway.ts";
import { TestHub, tokens } from "./testing/test-hub.ts";

afterEach(() => void vi.useRealTimers());

/** The status of the answer to an upgrade that is refused; 101 when it is not. */
async function upgradeStatus(hub: TestHub, path: string, headers: Record<string, string> = {}): Promise<number> {
  const client = hub.client({ path, headers });
  return new Promise((resolve) => {
    client.ws.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    client.ws.on("open", () => resolve(101));
  });
}

describe("paths", () => {
  test("PATH-1: the endpoint answers on its path, whatever the query", async () => {
    await using hub = await TestHub.start();
    expect(await upgradeStatus(hub, "/ws")).toBe(101);
    expect(await upgradeStatus(hub, "/ws?x=1")).toBe(101);
  });

  test("PATH-1: without routes it answers 404", async () => {
    await using hub = await TestHub.start({ routes: [] });
    expect(await upgradeStatus(hub, "/ws")).toBe(404);
  });

  test("PATH-5: any other path is answered with 404 and a closed socket", async () => {
    await using hub = await TestHub.start();
    expect(await upgradeStatus(hub, "/other")).toBe(404);
    const socket = connect(hub.port, "127.0.0.1");
    socket.resume().write("GET /nope HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    await once(socket, "close");
  });

  test("PATH-5: another server of the process gets the paths that are not ours", async () => {
    const passed: string[] = [];
    await using hub = await TestHub.start({
      otherwise: (request, socket) => {
        passed.push(request.url ?? "");
        socket.end("HTTP/1.1 418 Teapot\r\n\r\n");
      },
    });
    expect(await upgradeStatus(hub, "/_next/webpack-hmr")).toBe(418);
    expect(passed).toEqual(["/_next/webpack-hmr"]);
  });
});

describe("authentication", () => {
  test("CON-2: an authenticated connection is greeted at once, with the position of the default gateway's log", async () => {
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway], now: () => 1_767_225_600_000 });
    gateway.emit("tick", {});
    const { payload } = await hub.client().frame({ type: "connected" });
    expect(payload).toEqual({
      clientId: expect.stringMatching(/^client-\d+-[a-z0-9]+$/),
      message: "Connected to OpenClaw Gateway",
      timestamp: 1_767_225_600_000,
      authenticated: true,
      principal: expect.objectContaining({ id: "admin" }),
      gateway: "embedded",
      epoch: "epoch",
      seq: 1,
    });
  });

  test("CON-2: before authentication the greeting tells nothing", async () => {
    await using hub = await TestHub.start();
    const { payload } = await hub.client({ token: null }).frame({ type: "connected" });
    expect(Object.keys(payload as object)).toEqual(["clientId", "message", "timestamp", "authenticated"]);
    expect(payload).toMatchObject({ authenticated: false });
  });

  test("CON-3: a bad token in a header closes with 4001, ungreeted", async () => {
    await using hub = await TestHub.start();
    const client = hub.client({ token: "wrong" });
    expect(await client.closed).toMatchObject({ code: 4001 });
    expect(client.frames).toEqual([]);
  });

  test("CON-3: nothing within 10 s closes with 4001", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await using hub = await TestHub.start();
    const silent = hub.client({ token: null });
    const known = hub.client();
    await Promise.all([silent.frame({ type: "connected" }), known.frame({ type: "connected" })]);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(hub.connections.size).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(await silent.closed).toMatchObject({ code: 4001 });
    await known.settled();
  });

  test("CON-1: frames that come while credentials are looked at are handled afterwards, in order", async () => {
    const asked = Promise.withResolvers<void>();
    await using hub = await TestHub.start({
      authenticator: { ...tokens, fromRequest: (request) => asked.promise.then(() => tokens.fromRequest(request)) },
    });
    const client = hub.client();
    for (const id of ["1", "2", "3"]) client.send({ type: "req", id, method: "health" });
    await once(client.ws, "open");
    asked.resolve();
    await client.frame({ id: "3" });
    expect(client.frames.map(({ type, id }) => id ?? type)).toEqual(["connected", "1", "2", "3"]);
  });

  test("no more frames wait for authentication than the bound", async () => {
    await using hub = await TestHub.start({ authenticator: { ...tokens, fromRequest: () => new Promise(() => {}) } });
    const client = hub.client();
    for (let n = 0; n <= HUB_LIMITS.queuedFrames; n += 1) client.send({ type: "ping" });
    expect(await client.closed).toMatchObject({ code: 1008 });
  });

  test("an authenticator that fails closes with 1011", async () => {
    await using hub = await TestHub.start({
      authenticator: { ...tokens, fromRequest: () => Promise.reject(new Error("the store is gone")) },
    });
    expect(await hub.client().closed).toMatchObject({ code: 1011 });
  });

  test("CON-1: a client that offers its token as a subprotocol is connected by it", async () => {
    await using hub = await TestHub.start();
    const alone = hub.client({ protocols: ["bearer.admin"] });
    await alone.frame({ type: "connected" });
    expect(alone.ws.protocol).toBe("bearer.admin");
    const beside = hub.client({ protocols: ["bearer.admin", "mission-control"] });
    await beside.frame({ type: "connected" });
    expect(beside.ws.protocol, "the token is not echoed when something else can be").toBe("mission-control");
  });
});

describe("CON-4: origins", () => {
  test.each([
    [undefined, 101],
    ["http://127.0.0.1:PORT", 101],
    ["https://127.0.0.1:PORT", 101],
    ["https://panel.example", 101],
    ["https://panel.example.evil", 403],
    ["http://127.0.0.1:1", 403],
    ["null", 403],
    ["not an origin", 403],
    ["file://", 403],
  ])("%s is answered with %i", async (origin, status) => {
    await using hub = await TestHub.start({ allowedOrigins: ["https://panel.example"] });
    const headers = origin === undefined ? {} : { origin: origin.replace("PORT", String(hub.port)) };
    expect(await upgradeStatus(hub, "/ws", headers as Record<string, string>)).toBe(status);
  });
});

describe("CON-5: limits", () => {
  test("a frame over the limit closes with 1009; one below it is taken", async () => {
    await using hub = await TestHub.start();
    const client = hub.client();
    const frame = (bytes: number) => JSON.stringify({ type: "ping", pad: "x".repeat(bytes - 24) });
    client.send(frame(512 * 1024));
    await client.frame({ type: "pong" });
    client.send(frame(512 * 1024 + 1_000));
    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  test("before authentication frames over 64 KiB close with 1009", async () => {
    await using hub = await TestHub.start();
    const client = hub.client({ token: null });
    client.send({ type: "ping", pad: "x".repeat(60_000) });
    await client.frame({ type: "pong" });
    client.send({ type: "ping", pad: "x".repeat(66_000) });
    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  test("more frames than the rate allows are each answered with RATE_LIMITED, in their own shape", async () => {
    await using hub = await TestHub.start({ limits: { connectionRate: { burst: 5, perSecond: 1 } } });
    const client = hub.client();
    for (let n = 1; n <= 8; n += 1) client.send({ type: "req", id: String(n), method: "health" });
    const refused = await client.frame({ id: "8" });
    expect(refused).toMatchObject({ type: "res", ok: false, error: { code: "RATE_LIMITED", retryable: true } });
    expect(refused).toHaveProperty("error.retryAfterMs", expect.any(Number));
    expect(client.frames.filter(({ ok }) => ok === true)).toHaveLength(5);
    client.send({ type: "ping" });
    expect(await client.frame({ type: "error" })).toMatchObject({ code: "RATE_LIMITED", ref: { type: "ping" } });
  });

  test("kept up for long, it closes with 1008", async () => {
    await using hub = await TestHub.start({
      limits: { connectionRate: { burst: 5, perSecond: 1 }, refusalRate: { burst: 10, perSecond: 1 } },
    });
    const client = hub.client();
    for (let n = 0; n < 20; n += 1) client.send({ type: "ping" });
    expect(await client.closed).toMatchObject({ code: 1008 });
    expect(client.frames.filter(({ code }) => code === "RATE_LIMITED")).toHaveLength(10);
  });

  test("the limit of a principal counts over all its connections, and over nobody else's", async () => {
    await using hub = await TestHub.start({ limits: { principalRate: { burst: 5, perSecond: 0.001 } } });
    const [one, two, other] = [hub.client(), hub.client(), hub.client({ token: "reader" })];
    for (let n = 0; n < 3; n += 1) await one.req("health");
    const answers = [await two.req("health"), await two.req("health"), await two.req("health")];
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(await other.req("health")).toMatchObject({ ok: true });
  });

  test("a connection has no more calls under way than the bound", async () => {
    await using hub = await TestHub.start({
      gateways: [new StageGateway({ status: () => new Promise(() => {}) })],
      limits: { pendingCalls: 3 },
    });
    const client = hub.client();
    for (let n = 0; n < 3; n += 1) client.send({ type: "req", id: `wait-${n}`, method: "status" });
    expect(await client.req("health")).toMatchObject({ ok: false, error: { code: "RATE_LIMITED" } });
  });

  test("no more connections are opened than the bound", async () => {
    await using hub = await TestHub.start({ limits: { connections: 1 } });
    await hub.client().frame({ type: "connected" });
    expect(await upgradeStatus(hub, "/ws")).toBe(503);
  });
});

describe("CON-6: liveness", () => {
  test("every socket is pinged, and a peer that is silent for two pings is ended", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await using hub = await TestHub.start();
    const lively = hub.client();
    await lively.frame({ type: "connected" });
    const silent = hub.client({ autoPong: false });
    await silent.frame({ type: "connected" });
    const [livelySocket] = hub.sockets;
    if (!livelySocket) throw new Error("unreachable");
    for (let n = 0; n < 4; n += 1) {
      const answered =
        n < 2 ? Promise.all([once(livelySocket, "data"), once(silent.ws, "ping")]) : once(livelySocket, "data");
      vi.advanceTimersByTime(30_000);
      await answered;
    }
    expect(await silent.closed).toMatchObject({ code: 1006 });
    expect(lively.ws.readyState).toBe(lively.ws.OPEN);
    await lively.settled();
    expect(hub.connections.counters.silentPeers).toBe(1);
  });
});

describe("CON-7: shutdown", () => {
  test("says so to those who speak native, then closes with 1012, and takes no new ones", async () => {
    await using hub = await TestHub.start();
    const speaking = hub.client();
    await speaking.req("health");
    const fresh = hub.client();
    await fresh.frame({ type: "connected" });
    const down = hub.endpoint.shutdown("update", 5_000);
    for (const client of [speaking, fresh]) {
      expect(await client.closed).toMatchObject({ code: 1012 });
      expect(client.frames.at(-1)).toEqual({
        type: "event",
        event: "shutdown",
        payload: { reason: "update", restartExpectedMs: 5_000 },
      });
    }
    await down;
    expect(await upgradeStatus(hub, "/ws")).toBe(503);
    await hub.endpoint.shutdown("again");
  });

  test("stragglers are ended after 5 s", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await using hub = await TestHub.start();
    const socket = connect(hub.port, "127.0.0.1");
    socket.write(
      "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: Bearer admin\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    await once(socket, "data");
    const down = hub.endpoint.shutdown("update");
    await vi.advanceTimersByTimeAsync(4_999);
    expect(hub.connections.size).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await down;
    expect(hub.connections.size).toBe(0);
    socket.destroy();
  });
});
