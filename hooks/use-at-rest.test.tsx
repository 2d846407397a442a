// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { act } from "react";
import { expect, test, vi } from "vitest";
import { testPage } from "./testing/page.tsx";
import { useAtRest } from "./use-at-rest.ts";

test("the page is at rest when it was connected for a while and the browser is idle, for all who ask from then on", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let idle: (() => void) | undefined;
  vi.stubGlobal("requestIdleCallback", (act: () => void) => {
    idle = act;
    return 1;
  });
  vi.stubGlobal("cancelIdleCallback", () => {});
  const page = testPage({});
  const view = renderHook(() => useAtRest(), { wrapper: page.wrapper });
  await act(() => vi.advanceTimersByTime(60_000));
  expect(view.result.current).toBe(false);
  await page.greet();
  await act(() => vi.advanceTimersByTime(999));
  expect(idle).toBeUndefined();
  await act(() => vi.advanceTimersByTime(1));
  expect(view.result.current).toBe(false);
  await act(() => idle?.());
  expect(view.result.current).toBe(true);
  expect(renderHook(() => useAtRest(), { wrapper: page.wrapper }).result.current).toBe(true);
});
