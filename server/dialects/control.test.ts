import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { StageGateway } from "../hub/testing/stage-gateway.ts";
import { TestHub, tokens } from "../hub/testing/test-hub.ts";

describe("CON-6: ping and pong", () => {
  test("a ping is answered, with the timestamp that it was given or the server's", async () => {
    await using hub = await TestHub.start({ now: () => 1_000 });
    const client = hub.client();
    client.send({ type: "ping", timestamp: 42 });
    expect(await client.frame({ type: "pong" })).toEqual({ type: "pong", timestamp: 42, payload: { timestamp: 42 } });
    client.send({ type: "ping" });
    expect(await client.frame({ timestamp: 1_000 })).toMatchObject({ type: "pong", payload: { timestamp: 1_000 } });
  });

  test("a client's pong is swallowed", async () => {
    await using hub = await TestHub.start();
    const client = hub.client();
    client.send({ type: "pong" });
    await client.settled();
    expect(client.frames.map(({ type }) => type)).toEqual(["connected", "pong"]);
  });
});

describe("CON-3: authentication by a first frame", () => {
  test.each(["auth", "authenticate"])("CON-1: a good token in `%s` authenticates", async (type) => {
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway] });
    gateway.emit("tick", {});
    const client = hub.client({ token: null });
    client.send({ type, token: "admin" });
    expect(await client.frame({ type: "authenticated" })).toEqual({
      type: "authenticated",
      payload: {
        principal: expect.objectContaining({ id: "admin" }),
        gateway: "embedded",
        epoch: "epoch",
        seq: 1,
      },
    });
    expect(await client.req("health")).toMatchObject({ ok: true });
  });

  test.each([
    ["authenticate", { token: "wrong" }, { code: 1008, reason: "Invalid authentication" }],
    ["authenticate", {}, { code: 1008, reason: "Invalid authentication" }],
    ["auth", { token: "wrong" }, { code: 4001, reason: "authentication required" }],
    ["auth", { token: 5 }, { code: 4001, reason: "authentication required" }],
  ])("a bad token in `%s` %j closes with %j", async (type, frame, close) => {
    await using hub = await TestHub.start();
    const client = hub.client({ token: null });
    client.send({ type, ...frame });
    expect(await client.closed).toEqual(close);
  });

  test.each([
    [
      { type: "req", id: "1", method: "health" },
      {
        type: "res",
        id: "1",
        ok: false,
        error: expect.objectContaining({ code: "UNAUTHENTICATED", message: "Not authenticated" }),
      },
    ],
    [
      { type: "agent_chat" },
      expect.objectContaining({ type: "error", code: "UNAUTHENTICATED", message: "Not authenticated" }),
    ],
    [{ type: "dance" }, expect.objectContaining({ type: "error", code: "UNAUTHENTICATED" })],
    ["no json", expect.objectContaining({ type: "error", code: "UNAUTHENTICATED" })],
  ])("before it %j gets the dialect's own error", async (frame, error) => {
    await using hub = await TestHub.start();
    const client = hub.client({ token: null });
    client.send(frame);
    await client.settled();
    expect(client.frames.at(-2)).toEqual(error);
  });

  test("frames that come behind the token are handled after it, in order", async () => {
    await using hub = await TestHub.start({
      authenticator: {
        ...tokens,
        fromToken: async (token) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          return tokens.fromToken(token);
        },
      },
    });
    const client = hub.client({ token: null });
    client.send({ type: "auth", token: "reader" });
    client.send({ type: "req", id: "1", method: "health" });
    await client.frame({ id: "1" });
    expect(client.frames.map(({ type }) => type)).toEqual(["connected", "authenticated", "res"]);
  });

  test("a token of the same principal is confirmed again; one of another is refused", async () => {
    await using hub = await TestHub.start();
    const client = hub.client();
    client.send({ type: "auth", token: "admin" });
    await client.frame({ type: "authenticated" });
    client.send({ type: "auth", token: "reader" });
    expect(await client.frame({ type: "error" })).toMatchObject({ code: "CONFLICT" });
    expect(await client.req("health")).toMatchObject({ ok: true });
  });

  test("an authenticator that fails answers with an error, and the next token counts", async () => {
    let fail = true;
    await using hub = await TestHub.start({
      authenticator: {
        ...tokens,
        fromToken: async (token) => {
          if (!fail) return tokens.fromToken(token);
          fail = false;
          throw new Error("the store is gone");
        },
      },
    });
    const client = hub.client({ token: null });
    client.send({ type: "auth", token: "admin" });
    expect(await client.frame({ type: "error" })).toMatchObject({ code: "INTERNAL", ref: { type: "auth" } });
    client.send({ type: "auth", token: "admin" });
    await client.frame({ type: "authenticated" });
  });

  test("a connection that ends while its token is looked at leaves nothing behind", async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    await using hub = await TestHub.start({
      authenticator: {
        ...tokens,
        fromToken: async (token) => {
          asked.resolve();
          await answer.promise;
          return tokens.fromToken(token);
        },
      },
    });
    const client = hub.client({ token: null });
    client.send({ type: "auth", token: "admin" });
    await asked.promise;
    client.ws.terminate();
    await once(client.ws, "close");
    answer.resolve();
    await hub.connections.empty();
    expect(hub.feeds.get("embedded")?.readers.size).toBe(0);
  });
});

test.each([
  [{}],
  [{ epoch: "epoch" }],
  [{ epoch: "epoch", seq: -1 }],
  [{ epoch: "epoch", seq: 1.5 }],
  [{ epoch: 5, seq: 1 }],
])("RES-2: resume with %j is malformed", async (fields) => {
  await using hub = await TestHub.start();
  const client = hub.client();
  client.send({ type: "resume", gateway: "embedded", ...fields });
  expect(await client.frame({ type: "error" })).toMatchObject({ code: "INVALID_REQUEST", ref: { type: "resume" } });
});

test("RES-3: a gateway that is not there cannot be resumed", async () => {
  await using hub = await TestHub.start();
  const client = hub.client();
  client.send({ type: "resume", gateway: "elsewhere", epoch: "epoch", seq: 0 });
  expect(await client.frame({ type: "resume_failed" })).toMatchObject({
    payload: { gateway: "elsewhere", reason: "epoch" },
  });
});
