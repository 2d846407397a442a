import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTicker } from "./clock.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_500 }));
afterEach(() => vi.useRealTimers());

test("however many listen, there is one timer, and none when nobody does", () => {
  const ticker = createTicker(1_000);
  const heard: string[] = [];
  const stops = ["a", "b", "c"].map((name) => ticker.subscribe(() => heard.push(name)));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual(["a", "b", "c"]);
  for (const stop of stops) stop();
  expect(vi.getTimerCount()).toBe(0);
});

test("the time stands still between two ticks", () => {
  const ticker = createTicker(1_000);
  expect(ticker.now()).toBe(1_000_000);
  vi.advanceTimersByTime(499);
  expect(ticker.now()).toBe(1_000_000);
  vi.advanceTimersByTime(1);
  expect(ticker.now()).toBe(1_001_000);
});
