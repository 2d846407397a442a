// @vitest-environment happy-dom
import { configure, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { EVERY_LINE } from "./log-query.ts";
import { LogView } from "./log-view.ts";
import { useCalm } from "./use-calm.ts";
import { lineAt, placeOf, type ShownLogView, useLogView } from "./use-log-view.ts";

configure({ asyncUtilTimeout: 20_000 });

const LINES = Array.from({ length: 40_000 }, (_, index) => line(index + 1));
/** A log in which nothing happens. */
const STILL = { window: LINES, subscribe: () => () => {} };

describe("useLogView", () => {
  test("finds every line, however many, and says how many it looked at", async () => {
    const query = { ...EVERY_LINE, text: "line 3999" };
    const { result } = renderHook(() => useLogView(query, STILL));
    await waitFor(() => expect(result.current?.complete).toBe(true));
    expect(result.current).toMatchObject({ searched: 40_000, total: 40_000, matches: 11 });
  });

  test("what was found before stays until the next filter has something to show", async () => {
    const first = { ...EVERY_LINE, text: "line 1" };
    const { result, rerender } = renderHook(({ query }) => useLogView(query, STILL), {
      initialProps: { query: first },
    });
    await waitFor(() => expect(result.current?.complete).toBe(true));
    const before = result.current;
    const seen: (ShownLogView | undefined)[] = [];
    rerender({ query: { ...EVERY_LINE, text: "line 2" } });
    await waitFor(() => {
      seen.push(result.current);
      expect(result.current?.view).not.toBe(before?.view);
      expect(result.current?.complete).toBe(true);
    });
    expect(seen).not.toContain(undefined);
  });

  test("places count from what was shown, whatever the view has taken in since", async () => {
    const view = new LogView(EVERY_LINE);
    const shown = { ...view.advance(LINES.slice(100, 200), 0), view };
    view.advance(LINES.slice(50, 300), 0);
    expect(lineAt(shown, 0)?.cursor).toBe(101);
    expect(lineAt(shown, 100)).toBeUndefined();
    expect(placeOf(shown, 150)).toBe(49);
    expect([placeOf(shown, 60), placeOf(shown, 250)]).toEqual([0, 100]);
  });
});

describe("useCalm", () => {
  afterEach(() => void vi.useRealTimers());

  test("changes a few times a second at most, and ends with the last", async () => {
    vi.useFakeTimers();
    const view = new LogView(EVERY_LINE);
    const shown = () => ({ ...view.advance(LINES.slice(0, 10), 0), view });
    const values = new Set<ShownLogView | undefined>();
    const { result, rerender } = renderHook(({ value }) => useCalm(value), { initialProps: { value: shown() } });
    let last = shown();
    for (let frame = 0; frame < 60; frame += 1) {
      last = shown();
      rerender({ value: last });
      await vi.advanceTimersByTimeAsync(16);
      values.add(result.current);
    }
    await vi.advanceTimersByTimeAsync(250);
    rerender({ value: last });
    expect(values.size).toBeLessThanOrEqual(5);
    expect(result.current).toBe(last);
  });

  test("another filter is seen at once", () => {
    const shownBy = (view: LogView) => ({ ...view.advance(LINES.slice(0, 10), 0), view });
    const { result, rerender } = renderHook(({ value }) => useCalm(value), {
      initialProps: { value: shownBy(new LogView(EVERY_LINE)) },
    });
    const next = shownBy(new LogView(EVERY_LINE));
    rerender({ value: next });
    expect(result.current).toBe(next);
  });
});

function line(cursor: number): LogEntry {
  return { cursor, time: cursor, level: "info", source: "hub", msg: `line ${cursor}` };
}
