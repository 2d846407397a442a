import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewayClient, type GatewayClientOptions, GatewayClientRequestError } from "@openclaw/gateway-client";
import type { EventFrame, HelloOk } from "@openclaw/gateway-protocol";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { isObject } from "../../server/dialects/frames.ts";
import { startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import {
  type DeviceIdentity,
  openDeviceIdentity,
  rawPublicKey,
  signPayload,
} from "../../server/gateways/openclaw/device-identity.ts";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import { MissionControl } from "../support/mission-control.ts";

let models: Awaited<ReturnType<typeof startOpenAiServer>>;
let server: MissionControl;
let token: string;
let identity: DeviceIdentity;
let folder: string;

beforeAll(async () => {
  models = await startOpenAiServer();
  server = await MissionControl.start({
    env: { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" },
  });
  token = (await readFile(join(server.home, "token"), "utf8")).trim();
  folder = await mkdtemp(join(tmpdir(), "openclaw-client-"));
  identity = await openDeviceIdentity(join(folder, "device.pem"));
}, 90_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await models?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe("the official client", () => {
  test.each([
    ["without a device", () => null],
    ["with a device", () => identity],
  ])("PATH-3: connects %s, asks, and hears a run to its end", async (_name, device) => {
    const client = await connect({ deviceIdentity: device() });
    expect(client.hello).toMatchObject({
      protocol: 4,
      server: { version: expect.any(String), connId: expect.stringMatching(/^client-\d+-/) },
      snapshot: {
        health: { ok: true },
        presence: expect.any(Array),
        sessionDefaults: { defaultAgentId: "main", mainSessionKey: "agent:main:main" },
      },
      auth: { role: "operator", scopes: expect.arrayContaining(["operator.admin", "operator.read"]) },
      policy: { maxPayload: 25 * 1024 * 1024, maxBufferedBytes: 50 * 1024 * 1024, tickIntervalMs: 30_000 },
    });
    expect(client.hello.features.methods).toEqual(expect.arrayContaining(["chat.send", "gateways.list", "health"]));
    expect(await client.request("health", {})).toMatchObject({ ok: true });
    expect(await client.request("sessions.list", {})).toMatchObject({ sessions: expect.any(Array) });

    const runId = crypto.randomUUID();
    const params = { sessionKey: "agent:main:main", message: "hello", idempotencyKey: runId };
    expect(await client.request("chat.send", params)).toMatchObject({ runId });
    const final = await client.event(({ event, payload }) => event === "chat" && isEndOf(payload, runId));
    expect(final.payload).toMatchObject({ state: "final", message: { role: "assistant" } });
    expect(client.events.flatMap(({ seq }) => seq ?? [])).toEqual(client.events.map((_event, index) => index + 1));
    expect(client.gaps).toBe(0);
  });

  test("PATH-3: events of sessions come when they are asked for", async () => {
    const [asking, silent] = [await connect({}), await connect({})];
    expect(await asking.request("sessions.subscribe", {})).toEqual({ subscribed: true });
    await silent.request("sessions.create", { label: "subscribed" });
    await asking.event(({ event }) => event === "sessions.changed");
    await silent.request("health", {});
    expect(silent.events.filter(({ event }) => event.startsWith("session"))).toEqual([]);
    expect(await asking.request("sessions.subscribe", { limit: 1 })).toMatchObject({ list: { sessions: [{}] } });
  });

  test("PATH-3: the messages of one session come when that one is asked for", async () => {
    const client = await connect({});
    const key = "agent:main:followed";
    expect(await client.request("sessions.messages.subscribe", { key })).toEqual({ subscribed: true, key });
    const send = (sessionKey: string) =>
      client.request("chat.send", { sessionKey, message: "hello", idempotencyKey: crypto.randomUUID() });
    await send("agent:main:not-followed");
    await send(key);
    const told = await client.event(({ event }) => event === "session.message");
    expect(told.payload).toMatchObject({ sessionKey: key });
    expect(client.events.filter(({ event }) => event === "sessions.changed")).toEqual([]);
    expect(await client.request("sessions.messages.unsubscribe", { key })).toEqual({ subscribed: false, key });
    await expect(client.request("sessions.messages.subscribe", {})).rejects.toMatchObject({
      gatewayCode: "INVALID_REQUEST",
    });
  });

  test("PATH-3: hears what agents ask and what came of it, with the scope for it", async () => {
    const [asking, reading] = [await connect({}), await connect({ scopes: ["operator.read"] })];
    const questions = [{ questionId: "target", header: "Target", question: "Where to?", options: [] }];
    const { id } = (await asking.request("question.request", { questions })) as { id: string };
    const about = (name: string) =>
      asking.event(({ event, payload }) => event === name && isObject(payload) && payload.id === id);
    expect((await about("question.requested")).payload).toMatchObject({ questions, status: "pending" });
    const answers = { answers: { target: ["Staging"] } };
    await asking.request("question.resolve", { id, answers });
    expect((await about("question.resolved")).payload).toEqual({ id, status: "answered", answers });
    await expect(reading.request("question.list", {})).rejects.toMatchObject({ gatewayCode: "FORBIDDEN" });
    expect(reading.events.filter(({ event }) => event.startsWith("question"))).toEqual([]);
  });

  test("PATH-3: gets the scopes it asks for and no more", async () => {
    const client = await connect({ scopes: ["operator.read"] });
    expect(client.hello.auth.scopes).toEqual(["operator.read"]);
    expect(await client.request("health", {})).toMatchObject({ ok: true });
    await expect(client.request("sessions.create", {})).rejects.toMatchObject({ gatewayCode: "FORBIDDEN" });
    await expect(client.request("nonsense", {})).rejects.toMatchObject({ gatewayCode: "FORBIDDEN" });
    const admin = await connect({});
    await expect(admin.request("nonsense", {})).rejects.toMatchObject({ gatewayCode: "UNKNOWN_METHOD" });
  });

  test.each([
    ["a wrong token", { token: "wrong" }, "AUTH_TOKEN_MISMATCH"],
    ["no token", { token: undefined }, "AUTH_TOKEN_MISSING"],
    ["protocol 3", { minProtocol: 3, maxProtocol: 3 }, "PROTOCOL_MISMATCH"],
  ])("PATH-3: %s is refused", async (_name, options, code) => {
    const error = await connect(options).then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(error).toBeInstanceOf(GatewayClientRequestError);
    expect(error).toMatchObject({ details: { code } });
  });
});

describe("the handshake", () => {
  test("PATH-3: begins with a challenge, and protocols 3 to 5 are served as 4", async () => {
    const wire = open();
    expect(await wire.frame({ event: "connect.challenge" })).toEqual({
      type: "event",
      event: "connect.challenge",
      payload: { nonce: expect.any(String), ts: expect.any(Number) },
    });
    const reply = await wire.req("connect", { ...CONNECT, minProtocol: 3, maxProtocol: 5, auth: { token } });
    expect(reply).toMatchObject({ ok: true, payload: { type: "hello-ok", protocol: 4 } });
    await wire.close();
  });

  test("PATH-3: a request before connect is refused with 1008", async () => {
    const wire = open();
    expect(await wire.req("health")).toMatchObject({ ok: false, error: { code: "INVALID_REQUEST" } });
    expect(await wire.closed).toMatchObject({ code: 1008, reason: "invalid handshake: first request must be connect" });
  });

  test.each([
    ["protocol 3", { minProtocol: 3, maxProtocol: 3 }, 1002],
    ["a wrong token", { auth: { token: "wrong" } }, 1008],
    ["no token", { auth: {} }, 1008],
    ["another role", { role: "worker" }, 1008],
    ["a node without a key", { role: "node" }, 1008],
    ["no client", { client: undefined }, 1008],
  ])("PATH-3: %s closes the connection", async (_name, params, code) => {
    const wire = open();
    expect(await wire.req("connect", { ...CONNECT, auth: { token }, ...params })).toMatchObject({ ok: false });
    expect(await wire.closed).toMatchObject({ code });
  });

  test("PATH-3: requests that come before hello-ok are answered after it", async () => {
    const wire = open();
    const hello = wire.req("connect", { ...CONNECT, scopes: ["operator.admin"], auth: { token } });
    const health = wire.req("health");
    expect(await hello).toMatchObject({ ok: true });
    expect(await health).toMatchObject({ ok: true });
    const replies = wire.frames.filter(({ type }) => type === "res");
    expect(replies.map(({ id }) => id)).toEqual([(await hello).id, (await health).id]);
    await wire.close();
  });
});

const CONNECT = {
  minProtocol: 4,
  maxProtocol: 4,
  client: { id: "test", version: "1", platform: "linux", mode: "test" },
};

function open(): WireClient {
  return new WireClient(`ws://127.0.0.1:${server.port}/`);
}

/** An official client that is connected, with all it has heard. */
async function connect(options: Partial<GatewayClientOptions>) {
  const events: EventFrame[] = [];
  const waiting = new Set<() => void>();
  const hello = Promise.withResolvers<HelloOk>();
  let gaps = 0;
  const client = new GatewayClient({
    url: `ws://127.0.0.1:${server.port}`,
    token,
    deviceIdentity: null,
    hostDeps: { signDevicePayload: signPayload, publicKeyRawBase64UrlFromPem: rawPublicKey },
    onHelloOk: hello.resolve,
    onConnectError: hello.reject,
    onGap: () => {
      gaps += 1;
    },
    onEvent: (event) => {
      if (event.event === "connect.challenge") return;
      events.push(event);
      for (const look of waiting) look();
    },
    ...options,
  });
  onTestFinished(() => client.stop());
  client.start();
  return {
    hello: await hello.promise,
    events,
    get gaps() {
      return gaps;
    },
    request: (method: string, params: object) => client.request<unknown>(method, params),
    async event(fits: (event: EventFrame) => boolean): Promise<EventFrame> {
      const { promise, resolve } = Promise.withResolvers<EventFrame>();
      const look = () => {
        const found = events.find(fits);
        if (found) resolve(found);
      };
      waiting.add(look);
      look();
      return promise.finally(() => waiting.delete(look));
    },
  };
}

function isEndOf(payload: unknown, runId: string): boolean {
  return isObject(payload) && payload.runId === runId && ["final", "aborted", "error"].includes(String(payload.state));
}
