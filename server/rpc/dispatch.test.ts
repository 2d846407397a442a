import { pino } from "pino";
import { Type } from "typebox";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SharedGateways } from "../gateways/directory.ts";
import { StageGateway } from "../hub/testing/stage-gateway.ts";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo, Scope } from "../protocol/frames.ts";
import { createDispatch } from "./dispatch.ts";
import { createFaults } from "./faults.ts";
import { type Call, ownMethod } from "./own-method.ts";

afterEach(() => void vi.useRealTimers());

function setUp(handlers: ConstructorParameters<typeof StageGateway>[0] = {}) {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const gateway = new StageGateway(handlers);
  const own = ownMethod(
    "hub.status",
    Type.Object({ n: Type.Optional(Type.Integer()) }, { additionalProperties: false }),
    ({ n }) => ({
      n,
    }),
  );
  const dispatch = createDispatch({
    directory: new SharedGateways([gateway]),
    ownMethods: [own],
    shapeFault: createFaults({ logger, newId: () => "f00d" }),
    logger,
  });
  const call = (method: string, params?: unknown, more: Partial<Call> = {}) =>
    dispatch.call({ principal: holder("operator.admin"), method, params, ...more });
  return { call, gateway, lines };
}

function holder(...scopes: Scope[]): PrincipalInfo {
  return { id: "p", name: "Pat", scopes };
}

describe("who answers", () => {
  test("a method of our own, whatever the gateway says", async () => {
    const { call } = setUp({ "hub.status": () => "the gateway's" });
    expect(await call("hub.status", { n: 1 })).toEqual({ n: 1 });
    expect(await call("hub.status"), "missing params count as none").toEqual({});
  });

  test("else the gateway, with the params as they came and the principal", async () => {
    const { call } = setUp({ "sessions.list": (params, { principal }) => ({ params, id: principal.id }) });
    expect(await call("sessions.list", { limit: 5 })).toEqual({ params: { limit: 5 }, id: "p" });
  });

  test.each([
    [{ n: 1.5 }, /^hub\.status: params\.n /],
    [{ m: 1 }, /^hub\.status: params\.m is no param/],
    ["text", /^hub\.status: params /],
    [[], /^hub\.status: params /],
  ])("params %j of our own methods are refused", async (params, message) => {
    const { call } = setUp();
    const error = await call("hub.status", params).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({ code: "INVALID_REQUEST", message: expect.stringMatching(message) });
  });
});

describe("scopes", () => {
  test.each<[Scope[], string, boolean]>([
    [["operator.read"], "sessions.list", true],
    [["operator.read"], "chat.send", false],
    [["operator.write"], "chat.send", true],
    [["operator.write"], "sessions.list", true],
    [["operator.write"], "config.set", false],
    [["operator.approvals"], "exec.approval.resolve", true],
    [["operator.write"], "exec.approval.resolve", false],
    [["operator.admin"], "device.pair.approve", true],
    [["operator.write"], "made.up", false],
    [["operator.admin"], "made.up", true],
    [["operator.write"], "toString", false],
    [[], "health", false],
  ])("%j may call %s: %s", async (scopes, method, allowed) => {
    const { call } = setUp({ [method]: () => "done" });
    const outcome = call(method, {}, { principal: holder(...scopes) });
    if (allowed) expect(await outcome).toBe("done");
    else await expect(outcome).rejects.toMatchObject({ code: "FORBIDDEN", details: { method } });
  });
});

describe("faults", () => {
  test("an RpcError passes as it is", async () => {
    const { call } = setUp({
      status: () => {
        throw new RpcError("CONFLICT", "The hash is another.", { details: { hash: "x" } });
      },
    });
    await expect(call("status")).rejects.toMatchObject({ code: "CONFLICT", details: { hash: "x" } });
  });

  test("anything else is told by a log id, and is in the log whole", async () => {
    const { call, lines } = setUp({
      status: () => {
        throw new TypeError("db.password is undefined");
      },
    });
    const error = await call("status").catch((caught: RpcError) => caught.toShape());
    expect(error).toEqual({
      code: "INTERNAL",
      message: "internal error (log id f00d)",
      retryable: false,
      details: { logId: "f00d" },
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ logId: "f00d", err: expect.objectContaining({ message: "db.password is undefined" }) }),
    );
  });

  test("each call is in the log with its method, time and outcome", async () => {
    const { call, lines } = setUp();
    await call("health");
    await call("nonsense").catch(() => {});
    expect(lines).toMatchObject([
      { msg: "call", method: "health", code: "OK", ms: expect.any(Number) },
      { msg: "call", method: "nonsense", code: "UNKNOWN_METHOD" },
    ]);
  });
});

describe("deadlines", () => {
  test("A-7: a call that is not answered in 30 s fails, and its handler is told", async () => {
    vi.useFakeTimers();
    const reasons: unknown[] = [];
    const { call } = setUp({
      status: (_params, { signal }) => {
        signal?.addEventListener("abort", () => reasons.push(signal.reason));
        return new Promise(() => {});
      },
    });
    const outcome = call("status").catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(reasons).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toMatchObject({ code: "TIMEOUT", message: "RPC timeout: status" });
    expect(reasons).toMatchObject([{ code: "TIMEOUT" }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("the deadline of an answered call is put away", async () => {
    vi.useFakeTimers();
    const { call } = setUp();
    await call("health");
    await call("nonsense").catch(() => {});
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a caller that goes ends its call; one that has gone begins none", async () => {
    const caller = new AbortController();
    let seen: AbortSignal | undefined;
    const { call } = setUp({
      status: (_params, { signal }) => {
        seen = signal;
        return new Promise(() => {});
      },
    });
    const outcome = call("status", {}, { signal: caller.signal });
    caller.abort();
    await expect(outcome).rejects.toMatchObject({ code: "ABORTED" });
    expect(seen?.aborted).toBe(true);
    await expect(call("status", {}, { signal: caller.signal })).rejects.toMatchObject({ code: "ABORTED" });
  });

  test("a handler that fails after the deadline is heard by nobody, and breaks nothing", async () => {
    vi.useFakeTimers();
    const late = Promise.withResolvers<never>();
    const { call, lines } = setUp({ status: () => late.promise });
    const outcome = call("status").catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(30_000);
    late.reject(new Error("late"));
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
    await vi.advanceTimersByTimeAsync(0);
    expect(lines.map(({ msg, code }) => [msg, code])).toEqual([["call", "TIMEOUT"]]);
  });
});
