import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { histogramOf } from "./histogram.ts";
import { EVERY_LINE, LOG_LEVELS, type LogQuery } from "./log-query.ts";
import { LogView } from "./log-view.ts";

const SOURCES = ["hub", "run", "store"];

describe("LogView", () => {
  test("however lines come and go, it shows and counts what a look at all of them would", () => {
    const query: LogQuery = { ...EVERY_LINE, text: "7", levels: ["warn", "error"], sources: ["hub", "run"] };
    fc.assert(
      fc.property(
        fc.array(fc.record({ come: fc.nat(60), go: fc.nat(50), older: fc.nat(40) }), { maxLength: 30 }),
        (steps) => {
          const view = new LogView(query);
          let lines: LogEntry[] = [];
          let cursor = 10_000;
          for (const { come, go, older } of steps) {
            const fresh = Array.from({ length: come }, () => line(++cursor));
            lines = [...lines, ...fresh].slice(go);
            const first = lines[0]?.cursor ?? cursor + 1;
            lines = [...Array.from({ length: older }, (_, index) => line(first - older + index)), ...lines];
            const state = view.advance(lines, 0);
            const candidates = lines.filter(({ msg }) => msg.includes("7"));
            const wanted = candidates.filter(
              ({ level, source }) => query.levels.includes(level) && query.sources.includes(source),
            );
            expect(view.entries()).toEqual(wanted);
            expect(state).toMatchObject({ searched: lines.length, matches: wanted.length, complete: true });
            expect(view.tally.levels(["hub"]).warn).toBe(
              candidates.filter(({ level, source }) => level === "warn" && source === "hub").length,
            );
            expect(sum(view.tally.sources(["error"]).map(({ count }) => count))).toBe(
              candidates.filter(({ level }) => level === "error").length,
            );
            const bars = histogramOf(view.tally.seconds, 20)?.bars ?? [];
            expect(sum(bars.map(({ calm, warn, error }) => calm + warn + error))).toBe(wanted.length);
          }
        },
      ),
    );
  });

  test("a line keeps its number while others leave or come before it", () => {
    const view = new LogView(EVERY_LINE);
    const lines = Array.from({ length: 5_000 }, (_, index) => line(index + 1));
    view.advance(lines.slice(2_000), 0);
    const number = view.numberOf(4_000);
    view.advance(lines, 0);
    expect(view.entries().length).toBe(5_000);
    expect(view.numberOf(4_000)).toBe(number);
    view.advance(lines.slice(3_000), 0);
    expect(view.numberOf(4_000)).toBe(number);
    expect(view.line(number)?.cursor).toBe(4_000);
    expect(view.entries().length).toBe(2_000);
  });

  test("stops when told to, with the newest first, says how far it is and goes on from there", () => {
    const view = new LogView(EVERY_LINE);
    const lines = Array.from({ length: 600 }, (_, index) => line(index + 1));
    expect(view.advance(lines, 0, () => true)).toMatchObject({ searched: 250, total: 600, complete: false });
    expect(view.entries()[0]?.cursor).toBe(351);
    expect(view.advance(lines, 0, () => true)).toMatchObject({ searched: 500, complete: false });
    expect(view.advance(lines, 0)).toMatchObject({ searched: 600, matches: 600, complete: true });
  });

  test("begins anew when the log was replaced by another", () => {
    const view = new LogView(EVERY_LINE);
    view.advance([line(100), line(101)], 0);
    view.advance([line(1), line(2), line(3)], 0);
    expect(view.entries().map(({ cursor }) => cursor)).toEqual([1, 2, 3]);
    expect(sum(Object.values(view.tally.levels([])))).toBe(3);
  });

  test("a range that ends now lets lines go as the clock moves on", () => {
    const view = new LogView({ ...EVERY_LINE, range: { kind: "last", ms: 100 } });
    const lines = [line(1), line(2), line(3)].map((entry) => ({ ...entry, time: entry.cursor * 100 }));
    expect(view.advance(lines, 300).matches).toBe(2);
    expect(view.advance(lines, 400).matches).toBe(1);
    expect(sum(Object.values(view.tally.levels([])))).toBe(1);
  });
});

describe("histogramOf", () => {
  test("has no more bars than asked for, of a width that people count in, and none without lines", () => {
    const seconds = new Map(
      Array.from({ length: 3_600 }, (_, index) => [1_000_000 + index, { calm: 1, warn: 0, error: 0 }]),
    );
    const histogram = histogramOf(seconds, 60);
    expect(histogram?.bars.length).toBeLessThanOrEqual(61);
    expect(histogram?.step).toBe(120_000);
    expect(histogram?.peak).toBe(120);
    expect(histogramOf(new Map(), 60)).toBeUndefined();
  });

  test("spans years without more bars", () => {
    const far = new Map([
      [0, { calm: 1, warn: 0, error: 0 }],
      [2_000_000_000, { calm: 0, warn: 0, error: 1 }],
    ]);
    const histogram = histogramOf(far, 50);
    expect(histogram?.bars.length).toBeLessThanOrEqual(50);
    expect(histogram?.bars.at(-1)).toEqual({ calm: 0, warn: 0, error: 1 });
  });
});

function line(cursor: number): LogEntry {
  return {
    cursor,
    time: cursor * 300,
    level: LOG_LEVELS[(cursor * 7) % LOG_LEVELS.length] ?? "info",
    source: SOURCES[(cursor * 5) % SOURCES.length] ?? "hub",
    msg: `line ${cursor}`,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
