import { expect, test } from "vitest";
import { MAX_CALL_MS, MAX_PARAMS_BYTES, MAX_PENDING, MAX_RESULT_BYTES, NodeCalls, type NodeEnd } from "./node-calls.ts";

const DO = { command: "device.info", idempotencyKey: "k" };

test("a node that is too late is told so, and what it answers then is nobody's", async () => {
  const { calls, timers, end, told } = make();
  const answer = calls.call(end, { ...DO, timeoutMs: 5_000 });
  expect(timers.map(({ ms }) => ms)).toEqual([5_000]);
  timers[0]?.act();
  await expect(answer).rejects.toMatchObject({
    code: "TIMEOUT",
    message: expect.stringContaining("within 5 s"),
    retryable: false,
    details: { nodeError: { code: "TIMEOUT" }, nodeCommandDispatched: true },
  });
  expect(told.at(-1)).toEqual({ event: "node.invoke.cancel", payload: { invokeId: "id-1", nodeId: "a" } });
  expect(calls.report(end, { id: "id-1", ok: true })).toBe(false);
});

test.each([undefined, 0, MAX_CALL_MS + 1])("a deadline of %s is the longest", (timeoutMs) => {
  const { calls, timers, end } = make();
  void calls.call(end, { ...DO, timeoutMs });
  expect(timers[0]?.ms).toBe(MAX_CALL_MS);
});

test("a node that leaves fails what it was told on that connection, at once, and its deadline with it", async () => {
  const { calls, timers, end, told } = make();
  const other: NodeEnd = { nodeId: "a", send: end.send };
  const lost = calls.call(end, DO);
  const kept = calls.call(other, DO);
  calls.lost(end);
  await expect(lost).rejects.toMatchObject({ code: "UNAVAILABLE", details: { nodeError: { code: "DISCONNECTED" } } });
  expect(timers.map(({ isOff }) => isOff)).toEqual([true, false]);
  expect(calls.report(end, { id: "id-2", ok: true })).toBe(false);
  expect(calls.report(other, { id: "id-2", ok: true, payload: 7 })).toBe(true);
  expect(await kept).toMatchObject({ payload: 7, payloadJSON: null });
  expect(told.map(({ event }) => event)).toEqual(["node.invoke.request", "node.invoke.request"]);
});

test("a node is busy with so many commands at most; others are not", async () => {
  const { calls, end } = make();
  const other: NodeEnd = { nodeId: "b", send: end.send };
  const first = calls.call(end, DO);
  for (let count = 1; count < MAX_PENDING; count += 1) void calls.call(end, DO);
  expect(() => calls.call(end, DO)).toThrow(expect.objectContaining({ code: "RATE_LIMITED" }));
  void calls.call(other, DO);
  calls.report(end, { id: "id-1", ok: true });
  await first;
  void calls.call(end, DO);
});

test("params and answers have a size", async () => {
  const { calls, end, told } = make();
  expect(() => calls.call(end, { ...DO, params: "x".repeat(MAX_PARAMS_BYTES) })).toThrow(/more than/);
  expect(told).toEqual([]);
  const tooMuch = { code: "UNAVAILABLE", details: { nodeError: { code: "RESULT_TOO_LARGE" } } };
  const asText = calls.call(end, DO);
  calls.report(end, { id: "id-1", ok: true, payloadJSON: "x".repeat(MAX_RESULT_BYTES + 1) });
  await expect(asText).rejects.toMatchObject(tooMuch);
  const asValue = calls.call(end, DO);
  calls.report(end, { id: "id-2", ok: true, payload: "ü".repeat(MAX_RESULT_BYTES / 2) });
  await expect(asValue).rejects.toMatchObject(tooMuch);
});

test("a node need not say why it refuses, nor answer in JSON", async () => {
  const { calls, end } = make();
  const refused = calls.call(end, DO);
  calls.report(end, { id: "id-1", ok: false, error: null });
  await expect(refused).rejects.toMatchObject({ message: "The node refused and did not say why." });
  const odd = calls.call(end, DO);
  calls.report(end, { id: "id-2", ok: true, payloadJSON: "plain" });
  expect(await odd).toMatchObject({ payload: { payloadJSON: "plain" }, payloadJSON: "plain" });
});

test("what is under way ends with the gateway", async () => {
  const { calls, end, told } = make();
  const answer = calls.call(end, DO);
  calls.close();
  calls.close();
  await expect(answer).rejects.toMatchObject({ code: "UNAVAILABLE", details: { nodeError: { code: "CLOSED" } } });
  expect(told.map(({ event }) => event)).toEqual(["node.invoke.request", "node.invoke.cancel"]);
});

function make() {
  const timers: { ms: number; act: () => void; isOff: boolean }[] = [];
  const told: { event: string; payload: object }[] = [];
  let ids = 0;
  const calls = new NodeCalls({
    newId: () => `id-${++ids}`,
    timer: (ms, act) => {
      const entry = { ms, act, isOff: false };
      timers.push(entry);
      return () => {
        entry.isOff = true;
      };
    },
  });
  const end: NodeEnd = { nodeId: "a", send: (event, payload) => void told.push({ event, payload }) };
  return { calls, timers, told, end };
}
