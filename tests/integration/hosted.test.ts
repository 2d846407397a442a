import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";
import { METHOD_SCOPES } from "../../server/rpc/methods.ts";
import { asGateway, HostedMissionControl } from "../support/clerk.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, endOf, openWire } from "../support/wire.ts";

let hosted: HostedMissionControl;
let gateways: Readonly<Record<"anna" | "ben", MissionControl>>;

beforeAll(async () => {
  const [server, anna, ben] = await Promise.all([
    HostedMissionControl.start(),
    MissionControl.start(),
    MissionControl.start(),
  ]);
  hosted = server;
  gateways = { anna, ben };
  for (const name of ["anna", "ben"] as const) {
    await hosted.give(name, await asGateway(gateways[name], await adminToken(gateways[name])));
    const direct = await openWire(gateways[name]);
    await ask(direct, "sessions.create", { key: `agent:main:of-${name}`, label: `Secret of ${name}` });
    await direct.close();
  }
}, 60_000);

afterAll(async () => {
  await Promise.all([hosted, ...Object.values(gateways)].map((each) => each[Symbol.asyncDispose]()));
});

describe("two people, two gateways", () => {
  test("sessions: each has their own, and cannot name the other's gateway", async () => {
    const [anna, ben] = [await come("anna"), await come("ben")];
    expect(JSON.stringify(await anna.req("sessions.list"))).toContain("of-anna");
    expect(JSON.stringify(await anna.req("sessions.list"))).not.toContain("of-ben");
    const [own, foreign] = [await gatewayOf(anna), await gatewayOf(ben)];
    expect(own).not.toBe(foreign);
    for (const gateway of [foreign, "embedded", "default"]) {
      expect(await anna.req("sessions.list", {}, { gateway })).toMatchObject({ error: { code: "NOT_FOUND" } });
    }
  });

  test("events and runs: what one writes, the other never hears, and cannot resume to", async () => {
    const [anna, ben] = [await come("anna"), await come("ben")];
    await ask(ben, "status", {});
    const { runId } = await ask(anna, "chat.send", {
      sessionKey: "agent:main:main",
      message: "status",
      idempotencyKey: `run-${Math.random()}`,
    });
    await anna.frame(
      ({ event, payload }) =>
        event === "chat" && field(payload, "runId") === runId && field(payload, "state") === "final",
    );
    const gateway = await gatewayOf(anna);
    ben.send({ type: "resume", gateway, epoch: "any", seq: 0 });
    expect(await ben.frame({ type: "resume_failed" })).toMatchObject({ payload: { gateway } });
    await ben.settled();
    expect(JSON.stringify(ben.frames)).not.toContain(runId);
    expect(ben.events().map(({ gateway: from }) => from)).not.toContain(gateway);
  });

  test("agent_chat, subscriptions and JSON-RPC are the caller's own gateway", async () => {
    const ben = await come("ben");
    ben.send({ type: "subscribe", channels: ["sessions"] });
    expect(JSON.stringify(await ben.frame({ type: "sessions" }))).not.toContain("of-anna");
    ben.send({ jsonrpc: "2.0", id: 1, method: "sessions.list", params: {} });
    expect(JSON.stringify(await ben.frame({ id: 1 }))).not.toContain("of-anna");
    ben.send({ type: "request", resource: "logs" });
    expect(JSON.stringify(await ben.frame({ type: "logs" }))).not.toContain("anna");
  });

  test("logs, presence, files and search are the caller's own gateway's", async () => {
    const [anna, ben] = [await come("anna", { metadata: { role: "admin" } }), await come("ben")];
    await ask(anna, "agents.files.set", { agentId: "main", name: "SOUL.md", content: "Anna alone may read this." });
    for (const [method, params] of [
      ["logs.tail", {}],
      ["system-presence", {}],
      ["agents.files.get", { agentId: "main", name: "SOUL.md" }],
      ["sessions.search", { query: "Anna" }],
    ] as const) {
      const told = JSON.stringify(await ben.req(method, params));
      expect(told, method).toContain('"ok":true');
      expect(told, method).not.toMatch(/Anna alone|of-anna|"anna"/);
    }
  });

  test("hub.status and gateways.list tell of nobody else, and of no address and no token", async () => {
    const [anna] = [await come("anna"), await come("ben")];
    const status = await ask(anna, "hub.status", {});
    const gateway = await gatewayOf(anna);
    // One that is closed here is closed there a moment later.
    const apart = async () => (await ask(anna, "hub.status", {})).connections - openOf("anna");
    await expect.poll(apart).toBe(0);
    expect(status.logs.map((log) => log.gateway)).toEqual([gateway]);
    const list = await ask(anna, "gateways.list", {});
    expect(list.gateways).toHaveLength(1);
    expect(JSON.stringify(anna.frames)).not.toContain(String(gateways.anna.port));
    expect(JSON.stringify(anna.frames)).not.toContain(await adminToken(gateways.anna));
    const chief = await come("anna", { metadata: { role: "admin" } });
    const add = await chief.req("gateways.add", { name: "x", url: "ws://127.0.0.1:9" });
    expect(add).toMatchObject({ error: { code: "FORBIDDEN", message: expect.stringContaining("given a gateway") } });
  });

  test("what an admin may do with a gateway, they may do with their own alone", async () => {
    const chief = await come("ben", { metadata: { role: "admin" } });
    const foreign = await gatewayOf(await come("anna"));
    const home = gateways.anna.home;
    for (const method of Object.keys(METHOD_SCOPES).filter((name) => PRIVATE.test(name))) {
      for (const gateway of [foreign, "embedded", "default"]) {
        const told = await chief.req(method, {}, { gateway });
        expect(told, method).toMatchObject({ ok: false, error: { code: expect.stringMatching(REFUSALS) } });
      }
    }
    for (const method of ["tokens.list", "access.people", "access.audit"] as const) {
      expect(JSON.stringify(await chief.req(method, {}, { gateway: foreign })), method).not.toContain('"anna"');
    }
    const own = JSON.stringify(await chief.req("config.get"));
    expect(own).toContain('"ok":true');
    for (const other of [home, hosted.server.home]) expect(own).not.toContain(other);
    expect(await (await come("anna")).req("config.patch", {})).toMatchObject({ error: { code: "FORBIDDEN" } });
  });

  test("PATH-4: rooms are not there", async () => {
    for (const path of ["/ws/circles/all", "/ws/workspace/main", "/ws/agents/main"]) {
      const wire = wireFor("anna", path);
      await expect(wire.closed).resolves.toMatchObject({ code: 1006 });
    }
  });

  test("PATH-3: / speaks with the caller's own gateway", async () => {
    for (const [name, other] of [
      ["anna", "ben"],
      ["ben", "anna"],
    ] as const) {
      const wire = wireFor(name, "/");
      await wire.frame({ event: "connect.challenge" });
      wire.send({ type: "req", id: "c", method: "connect", params: connectParams });
      expect(await wire.frame({ id: "c" })).toMatchObject({ ok: true, payload: { type: "hello-ok" } });
      wire.send({ type: "req", id: "s", method: "sessions.list", params: {} });
      const told = JSON.stringify(await wire.frame({ id: "s" }));
      expect(told).toContain(`of-${name}`);
      expect(told).not.toContain(`of-${other}`);
    }
  });

  test("/api and /v1 answer from the caller's own gateway; numbers and uploads are nobody's here", async () => {
    const asBen = { authorization: `Bearer ${hosted.token({ sub: "ben" })}` };
    const get = (path: string, headers: Record<string, string> = asBen) =>
      fetch(`${hosted.server.url}${path}`, { headers });
    expect(await (await get("/api/sessions")).text()).toMatch(/of-ben/);
    for (const path of ["/api/sessions", "/api/status", "/api/sessions/agent%3Amain%3Aof-anna/history", "/v1/models"]) {
      expect(await (await get(path)).text(), path).not.toContain("Secret of anna");
    }
    expect((await get("/metrics")).status).toBe(401);
    expect((await get("/metrics", {})).status).toBe(401);
    const keeper = { authorization: `Bearer ${await adminToken(hosted.server)}` };
    expect((await get("/metrics", keeper)).status).toBe(200);
    expect((await get("/api/sessions", keeper)).status).toBe(401);
    const upload = await fetch(`${hosted.server.url}/api/uploads`, { method: "POST", body: "x", headers: asBen });
    expect(upload.status).toBe(404);
  });
});

describe("who comes in", () => {
  test("a bad token, a stranger's, one that is too old and one of another origin are refused", async () => {
    for (const token of [
      "not.a.token",
      hosted.token({ sub: "anna", forged: true }),
      hosted.token({ sub: "anna", expiresIn: -60 }),
      hosted.token({ sub: "anna", more: { azp: "https://evil.example" } }),
      hosted.token({ sub: "anna", more: { sts: "pending" } }),
    ]) {
      const wire = new WireClient(hosted.server.wsUrl, { headers: { authorization: `Bearer ${token}` } });
      expect(await wire.closed).toMatchObject({ code: 4001 });
    }
    const local = new WireClient(hosted.server.wsUrl, {
      headers: { authorization: `Bearer ${await adminToken(hosted.server)}` },
    });
    expect(await local.closed).toMatchObject({ code: 4001 });
  });

  test("CON-2: who comes without a good cookie is told how to sign in, and signs in on the socket", async () => {
    const old = hosted.token({ sub: "anna", expiresIn: -60 });
    const wire = new WireClient(hosted.server.wsUrl, { headers: { cookie: `__session=${old}` } });
    expect(await wire.frame({ type: "connected" })).toMatchObject({
      payload: { authenticated: false, identity: { provider: "clerk" } },
    });
    wire.send({ type: "auth", token: hosted.token({ sub: "anna" }) });
    expect(await wire.frame({ type: "authenticated" })).toMatchObject({ payload: { principal: { id: "anna" } } });
    expect(await wire.req("container.status")).toMatchObject({ ok: true });
    await wire.close();
  });

  test("CON-3: a sign-in is renewed on the living socket, by its owner alone, and ends it when it is not", async () => {
    const wire = wireFor("anna", "/ws", { expiresIn: 60 });
    await wire.frame({ type: "connected" });
    wire.send({ type: "auth", token: hosted.token({ sub: "ben" }) });
    expect(await wire.frame({ type: "error" })).toMatchObject({ code: "CONFLICT" });
    // Clocks may be five seconds apart: so long it lasts.
    wire.send({ type: "auth", token: hosted.token({ sub: "anna", expiresIn: 0, more: viewer }) });
    await wire.frame({ type: "authenticated" });
    expect(await wire.req("sessions.create", { key: "agent:main:nope" })).toMatchObject({
      error: { code: "FORBIDDEN" },
    });
    expect(await wire.closed).toEqual({ code: 4001, reason: "the sign-in has expired" });
  });

  test("roles are scopes", async () => {
    const wire = wireFor("anna", "/ws", { more: viewer });
    expect(await wire.frame({ type: "connected" })).toMatchObject({
      payload: { principal: { scopes: ["operator.read"] } },
    });
    expect(await wire.req("sessions.create", { key: "agent:main:x" })).toMatchObject({ error: { code: "FORBIDDEN" } });
    await wire.close();
  });
});

describe("from none to ready", () => {
  test("A-3, A-4: no gateway, a starting one, then a ready one, on one socket", async () => {
    const wire = await come("cleo");
    expect(await ask(wire, "container.status", {})).toEqual({ state: "none" });
    expect(await wire.req("sessions.list")).toMatchObject({
      error: { code: "NO_GATEWAY", message: "No container provisioned.", retryable: false },
    });
    const startedAt = Date.now();
    await hosted.give("cleo", { state: "starting", stage: "Pulling the image", reason: "layer 3 of 7", startedAt });
    await wire.frame(({ event, payload }) => event === "container.changed" && field(payload, "state") === "starting");
    expect(await ask(wire, "container.status", {})).toMatchObject({ stage: "Pulling the image", startedAt });
    expect(await wire.req("sessions.list")).toMatchObject({
      error: {
        code: "STARTING",
        message: "Container is starting up. Try again in a moment.",
        retryable: true,
        details: { container: { reason: "layer 3 of 7" } },
      },
    });
    await hosted.give("cleo", await asGateway(gateways.ben, await adminToken(gateways.ben)));
    await wire.frame(({ event, payload }) => event === "container.changed" && field(payload, "state") === "ready");
    expect(await wire.req("sessions.list")).toMatchObject({ ok: true });
    await hosted.give("cleo", { state: "none" });
    await wire.frame(
      ({ event, payload }) =>
        event === "container.changed" &&
        field(payload, "state") === "none" &&
        wire.frames.some((one) => one.event === "container.changed" && field(one.payload, "state") === "ready"),
    );
    // RES-4: the right is looked at again with each call, on a socket that was let in before.
    expect(await wire.req("sessions.list")).toMatchObject({ error: { code: "NO_GATEWAY" } });
  });
});

describe("a gateway in the place of another", () => {
  test("listeners of every dialect hear the new one alone", async () => {
    const native = await come("dora");
    await hosted.give("dora", await asGateway(gateways.anna, await adminToken(gateways.anna)));
    await native.frame(isReady);
    const [rpc, subscribed] = [await come("dora"), await come("dora")];
    await ask(native, "sessions.list", {});
    rpc.send({ jsonrpc: "2.0", id: 1, method: "sessions.list", params: {} });
    expect(JSON.stringify(await rpc.frame({ id: 1 }))).toContain("of-anna");
    subscribed.send({ type: "subscribe", channels: ["sessions", "logs"] });
    expect(JSON.stringify(await subscribed.frame({ type: "sessions" }))).toContain("of-anna");
    const claw = wireFor("dora", "/");
    await claw.frame({ event: "connect.challenge" });
    claw.send({ type: "req", id: "c", method: "connect", params: connectParams });
    await claw.frame({ id: "c" });
    claw.send({ type: "req", id: "s", method: "sessions.subscribe", params: {} });
    await claw.frame({ id: "s" });

    const before = native.frames.length;
    await hosted.give("dora", await asGateway(gateways.ben, await adminToken(gateways.ben)));
    await native.frame((frame) => native.frames.indexOf(frame) >= before && isReady(frame));
    for (const name of ["anna", "ben"] as const) {
      const direct = await openWire(gateways[name]);
      const sessionKey = `agent:main:late-${name}`;
      const { runId } = await ask(direct, "chat.send", { sessionKey, message: "status", idempotencyKey: sessionKey });
      await endOf(direct, runId);
      await direct.close();
    }
    await native.frame((frame) => frame.type === "event" && JSON.stringify(frame).includes("late-ben"));
    await subscribed.frame((frame) => JSON.stringify(frame).includes("late-ben"));
    rpc.send({ jsonrpc: "2.0", id: 2, method: "sessions.list", params: {} });
    expect(JSON.stringify(await rpc.frame({ id: 2 }))).toContain("late-ben");
    claw.send({ type: "req", id: "l", method: "sessions.list", params: {} });
    expect(JSON.stringify(await claw.frame({ id: "l" }))).toContain("late-ben");
    for (const wire of [native, rpc, subscribed, claw]) {
      expect(JSON.stringify(wire.frames)).not.toContain("late-anna");
    }
    await claw.close();
  });
});

/** Methods that read or change what is of a gateway's owner alone. */
const PRIVATE = /^(config|backup|update|wizard|secrets|exec\.approvals|device|node\.pair|doctor)\b/;
const REFUSALS = /^(NOT_FOUND|FORBIDDEN|INVALID_REQUEST)$/;

function isReady({ event, payload }: JsonObject): boolean {
  return event === "container.changed" && field(payload, "state") === "ready";
}

const viewer = { metadata: { role: "viewer" } };
const connectParams = {
  minProtocol: 4,
  maxProtocol: 4,
  client: { id: "cli", version: "1", platform: "test", mode: "cli" },
  role: "operator",
  scopes: ["operator.read"],
};

const open: { name: string; wire: WireClient }[] = [];

function wireFor(
  sub: string,
  path = "/ws",
  claims: { expiresIn?: number; more?: Record<string, unknown> } = {},
): WireClient {
  const headers = { cookie: `other=1; __session=${hosted.token({ sub, ...claims })}` };
  return new WireClient(`ws://127.0.0.1:${hosted.server.port}${path}`, { headers });
}

/** Connected, and the gateway has answered if there is one. */
async function come(name: string, more = {}): Promise<WireClient> {
  const wire = wireFor(name, "/ws", { more });
  open.push({ name, wire });
  wire.ws.on("close", () =>
    open.splice(
      open.findIndex((entry) => entry.wire === wire),
      1,
    ),
  );
  await wire.frame({ type: "connected" });
  for (;;) {
    const seen = wire.frames.length;
    const { payload } = await wire.req("container.status");
    if (!["starting"].includes(String(field(payload, "state")))) return wire;
    await wire.frame((frame) => frame.event === "container.changed" && wire.frames.indexOf(frame) > seen);
  }
}

function openOf(name: string): number {
  return open.filter((entry) => entry.name === name).length;
}

async function gatewayOf(wire: WireClient): Promise<string> {
  return String(field((await wire.frame({ type: "connected" })).payload, "gateway"));
}

async function adminToken(server: MissionControl): Promise<string> {
  return (await readFile(join(server.home, "token"), "utf8")).trim();
}

function field(payload: unknown, name: string): unknown {
  return typeof payload === "object" && payload !== null ? (payload as JsonObject)[name] : undefined;
}
