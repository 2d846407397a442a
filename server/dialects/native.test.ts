import { afterEach, describe, expect, test, vi } from "vitest";
import { StageGateway } from "../hub/testing/stage-gateway.ts";
import { TestHub } from "../hub/testing/test-hub.ts";
import { nativeEvents } from "./native.ts";

afterEach(() => void vi.useRealTimers());

describe("requests", () => {
  test("A-1: a request is answered with its payload, or with its error", async () => {
    const gateway = new StageGateway({ status: (params) => ({ got: params }) });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    client.send({ type: "req", id: "7", method: "status", params: { a: 1 } });
    expect(await client.frame({ id: "7" })).toEqual({ type: "res", id: "7", ok: true, payload: { got: { a: 1 } } });
    client.send({ type: "req", id: "8", method: "nonsense" });
    expect(await client.frame({ id: "8" })).toEqual({
      type: "res",
      id: "8",
      ok: false,
      error: { code: "UNKNOWN_METHOD", message: 'No method "nonsense".', retryable: false },
    });
  });

  test("A-1: a frame names the gateway that it means", async () => {
    const gateways = ["one", "two"].map((id) => new StageGateway({ status: () => id }, id));
    await using hub = await TestHub.start({ gateways });
    const client = hub.client();
    expect(await client.req("status")).toMatchObject({ payload: "one" });
    expect(await client.req("status", {}, { gateway: "two" })).toMatchObject({ payload: "two" });
    expect(await client.req("status", {}, { gateway: "three" })).toMatchObject({ error: { code: "NOT_FOUND" } });
  });

  test.each([
    [{ type: "req", method: "health" }, null],
    [{ type: "req", id: "", method: "health" }, null],
    [{ type: "req", id: "9" }, "9"],
    [{ type: "req", id: "9", method: "" }, "9"],
    [{ type: "req", id: "9", method: 5 }, "9"],
    [{ type: "req", id: 9 }, 9],
  ])("A-2: %j is missing something", async (frame, id) => {
    await using hub = await TestHub.start();
    const client = hub.client();
    client.send(frame);
    expect(await client.frame({ type: "res" })).toMatchObject({
      id,
      ok: false,
      error: { code: "INVALID_REQUEST", message: "Missing id or method" },
    });
  });

  test("A-3: without a gateway", async () => {
    await using hub = await TestHub.start({ gateways: [] });
    const client = hub.client();
    expect(await client.req("health")).toMatchObject({
      ok: false,
      error: { code: "NO_GATEWAY", message: "No container provisioned." },
    });
    expect((await client.frame({ type: "connected" })).payload).not.toHaveProperty("gateway");
  });

  test("A-4: while the gateway starts", async () => {
    const gateway = new StageGateway();
    gateway.status = { state: "connecting", since: 0 };
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    expect(await client.req("health")).toMatchObject({
      ok: false,
      error: {
        code: "STARTING",
        message: "Container is starting up. Try again in a moment.",
        retryable: true,
      },
    });
    gateway.status = { state: "ready", since: 1 };
    expect(await client.req("health")).toMatchObject({ ok: true });
  });

  test("A-5: the same id from two sockets, answered in the other order, never crosses", async () => {
    const waiting: (() => void)[] = [];
    const gateway = new StageGateway({
      status: (params) => new Promise((resolve) => waiting.push(() => resolve(params))),
    });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const clients = [hub.client(), hub.client()];
    for (const [index, client] of clients.entries()) {
      client.send({ type: "req", id: "1", method: "status", params: { index } });
      await expect.poll(() => waiting).toHaveLength(index + 1);
    }
    for (const answer of waiting.reverse()) answer();
    for (const [index, client] of clients.entries()) {
      expect(await client.frame({ type: "res" })).toMatchObject({ id: "1", payload: { index } });
      await client.settled();
      expect(client.frames.filter(({ type }) => type === "res")).toHaveLength(1);
    }
  });

  test("A-7: no answer in 30 s", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = Promise.withResolvers<AbortSignal | undefined>();
    const gateway = new StageGateway({
      status: (_params, { signal }) => {
        asked.resolve(signal);
        return new Promise(() => {});
      },
    });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    client.send({ type: "req", id: "1", method: "status" });
    const signal = await asked.promise;
    vi.advanceTimersByTime(29_999);
    await client.settled();
    expect(client.frames.filter(({ type }) => type === "res")).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(await client.frame({ type: "res" })).toMatchObject({
      ok: false,
      error: { code: "TIMEOUT", message: "RPC timeout: status", retryable: true },
    });
    expect(signal?.aborted).toBe(true);
  });

  test("a fault of ours is answered with a log id and nothing else", async () => {
    const gateway = new StageGateway({
      status: () => {
        throw new TypeError("secret is undefined");
      },
      "sessions.list": () => ({ circular: 1n }),
    });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    const error = {
      code: "INTERNAL",
      message: "internal error (log id log-id)",
      retryable: false,
      details: { logId: "log-id" },
    };
    expect(await client.req("status")).toMatchObject({ ok: false, error });
    expect(await client.req("sessions.list"), "an answer that is no JSON").toMatchObject({ ok: false, error });
  });

  test("calls of a connection that has gone are aborted", async () => {
    const asked = Promise.withResolvers<AbortSignal | undefined>();
    const gateway = new StageGateway({
      status: (_params, { signal }) => {
        asked.resolve(signal);
        return new Promise(() => {});
      },
    });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    client.send({ type: "req", id: "1", method: "status" });
    const signal = await asked.promise;
    await client.close();
    await expect.poll(() => signal?.aborted).toBe(true);
  });
});

describe("frames of no dialect", () => {
  test.each([
    ["no json", "Invalid message format"],
    ["", "Invalid message format"],
    ["5", "Invalid message format"],
    ["null", "Invalid message format"],
    ["[]", "Invalid message format"],
    ["{}", "Unknown message type: undefined"],
    ['{"type":"dance"}', "Unknown message type: dance"],
    ['{"type":5}', "Unknown message type: undefined"],
  ])(
    "A-1: %s is answered with an error that every reader understands, and the socket stays open",
    async (text, message) => {
      await using hub = await TestHub.start();
      const client = hub.client();
      client.send(text);
      expect(await client.frame({ type: "error" })).toMatchObject({
        type: "error",
        code: "INVALID_REQUEST",
        message,
        payload: { message },
        data: { message },
      });
      expect(await client.req("health")).toMatchObject({ ok: true });
    },
  );

  test("a binary frame is no message", async () => {
    await using hub = await TestHub.start();
    const client = hub.client();
    await client.frame({ type: "connected" });
    client.ws.send(Buffer.from('{"type":"ping"}'), { binary: true });
    expect(await client.frame({ type: "error" })).toMatchObject({ message: "Invalid message format" });
  });

  test("a long unknown type is not echoed whole", async () => {
    await using hub = await TestHub.start();
    const client = hub.client();
    client.send({ type: "x".repeat(10_000) });
    expect(JSON.stringify(await client.frame({ type: "error" })).length).toBeLessThan(500);
  });
});

test("A-8: an event's frame is the JSON of its fields", () => {
  const event = { gateway: "g", epoch: "e", seq: 4, event: 'a"b', payload: { x: [1, "ü"] }, json: '{"x":[1,"ü"]}' };
  const { json: _json, ...fields } = event;
  expect(JSON.parse(nativeEvents.encode(event) ?? "")).toEqual({ type: "event", ...fields });
});
