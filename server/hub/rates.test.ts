import { expect, test } from "vitest";
import { RateGate, SharedRates } from "./rates.ts";

test("a burst passes, then as many as were earned, and the wait is told", () => {
  let now = 0;
  const gate = new RateGate({ burst: 3, perSecond: 10 }, () => now);
  expect([gate.take(), gate.take(), gate.take()]).toEqual([0, 0, 0]);
  expect(gate.take()).toBe(100);
  now = 60;
  expect(gate.take()).toBe(40);
  now = 100;
  expect(gate.take()).toBe(0);
  now = 60_000;
  expect([gate.take(), gate.take(), gate.take(), gate.take() > 0]).toEqual([0, 0, 0, true]);
});

test("a clock that is set back gives nothing and takes nothing", () => {
  let now = 1_000;
  const gate = new RateGate({ burst: 2, perSecond: 1 }, () => now);
  now = 0;
  expect([gate.take(), gate.take(), gate.take() > 0]).toEqual([0, 0, true]);
});

test("one key has one gate, and no more keys are remembered than the bound", () => {
  const rates = new SharedRates({ burst: 1, perSecond: 1 }, () => 0);
  expect(rates.of("a")).toBe(rates.of("a"));
  for (let n = 0; n < 12_000; n += 1) rates.of(String(n));
  expect(rates.size).toBe(10_000);
});
