import { expect, test } from "vitest";
import { EventLog } from "./event-log.ts";

function logOf(options: { maxBytes?: number; maxAgeMs?: number; now?: () => number } = {}) {
  return new EventLog({ gateway: "embedded", epoch: "e1", ...options });
}

test("RES-1: every event has epoch and seq, and seq grows by one", () => {
  const log = logOf();
  expect(log.position).toEqual({ epoch: "e1", seq: 0 });
  const entries = ["a", "b", "c"].map((event) => log.append({ event, payload: { event } }));
  expect(entries.map(({ epoch, seq }) => [epoch, seq])).toEqual([
    ["e1", 1],
    ["e1", 2],
    ["e1", 3],
  ]);
  expect(log.at(2)?.json).toBe('{"event":"b"}');
  expect(log.position).toEqual({ epoch: "e1", seq: 3 });
});

test("an event without a payload is logged as null", () => {
  expect(logOf().append({ event: "a", payload: undefined }).json).toBe("null");
});

test("memory stays within its bound, however much is appended", () => {
  const log = logOf({ maxBytes: 100_000 });
  for (let n = 0; n < 20_000; n += 1) {
    log.append({ event: "log_entry", payload: { n, text: "x".repeat(n % 500) } });
    expect(log.bytes).toBeLessThanOrEqual(100_000);
  }
  expect(log.head).toBe(20_000);
  expect(log.tail).toBeGreaterThan(19_800);
  expect(log.at(log.tail)?.payload).toMatchObject({ n: log.tail - 1 });
  expect(log.at(log.tail - 1)).toBeUndefined();
});

test("the newest event stays, even when it alone is over the bound", () => {
  const log = logOf({ maxBytes: 1_000 });
  log.append({ event: "a", payload: {} });
  log.append({ event: "b", payload: "x".repeat(5_000) });
  expect([log.tail, log.head]).toEqual([2, 2]);
});

test("events are let go when they are too old", () => {
  let now = 0;
  const log = logOf({ maxAgeMs: 1_000, now: () => now });
  log.append({ event: "a", payload: 1 });
  now = 900;
  log.append({ event: "b", payload: 2 });
  now = 1_500;
  log.evict();
  expect([log.tail, log.head]).toEqual([2, 2]);
  now = 5_000;
  expect(log.check({ epoch: "e1", seq: 1 })).toEqual({ ok: false, reason: "evicted" });
  expect(log.check({ epoch: "e1", seq: 2 })).toEqual({ ok: true });
  expect([log.tail, log.head, log.bytes]).toEqual([3, 2, 0]);
});

test("RES-3: a position is good while all that came after it is there", () => {
  const log = logOf({ maxBytes: 2_600 });
  for (let n = 0; n < 10; n += 1) log.append({ event: "a", payload: n });
  expect(log.tail).toBe(5);
  expect(log.check({ epoch: "e1", seq: 10 })).toEqual({ ok: true });
  expect(log.check({ epoch: "e1", seq: 4 })).toEqual({ ok: true });
  expect(log.check({ epoch: "e1", seq: 3 })).toEqual({ ok: false, reason: "evicted" });
  expect(log.check({ epoch: "another", seq: 10 })).toEqual({ ok: false, reason: "epoch" });
  expect(log.check({ epoch: "e1", seq: 11 }), "a seq that never was").toEqual({ ok: false, reason: "epoch" });
});

test("it knows how many of its entries are for an audience alone, those that it let go not among them", () => {
  let now = 0;
  const log = logOf({ maxAgeMs: 10, now: () => now });
  const audience = { admits: () => false };
  log.append({ event: "a", payload: {}, audience });
  log.append({ event: "b", payload: {} });
  now = 5;
  log.append({ event: "c", payload: {}, audience });
  expect(log.restricted).toBe(2);
  now = 12;
  log.evict();
  expect(log.restricted).toBe(1);
});
