// @vitest-environment happy-dom
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MOST_READINGS, useCounted } from "./use-counted.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const partial = (updatedAt: number) => ({ updatedAt, cacheStatus: { status: "partial" } });

test("reads again while the gateway counts, and stops when it is done", () => {
  const refresh = vi.fn(async () => undefined);
  const { rerender, result } = renderHook((data) => useCounted(data, refresh), { initialProps: partial(1) });
  expect(result.current).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(refresh).toHaveBeenCalledTimes(1);
  rerender(partial(2));
  vi.advanceTimersByTime(60_000);
  expect(refresh).toHaveBeenCalledTimes(2);
  rerender({ updatedAt: 3, cacheStatus: { status: "fresh" } });
  vi.advanceTimersByTime(60_000);
  expect(refresh).toHaveBeenCalledTimes(2);
  expect(result.current).toBe(false);
});

test("a gateway that never gets done is not asked for ever", () => {
  const refresh = vi.fn(async () => undefined);
  const { rerender } = renderHook((data) => useCounted(data, refresh), { initialProps: partial(0) });
  for (let reading = 1; reading < 20; reading++) {
    vi.advanceTimersByTime(60_000);
    rerender(partial(reading));
  }
  expect(refresh).toHaveBeenCalledTimes(MOST_READINGS);
});
