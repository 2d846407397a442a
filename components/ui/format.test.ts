import { afterEach, describe, expect, test } from "vitest";
import { byteSize, compactNumber, duration, exactNumber, money, stopwatch } from "./format";
import { chooseLocale, localeOf, timeFormat } from "./locale.ts";
import { relative } from "./relative-time";

chooseLocale("en-US");
afterEach(() => chooseLocale("en-US"));

test("a format made before follows the choice", () => {
  const day = timeFormat({ dateStyle: "medium", timeZone: "UTC" });
  expect([exactNumber(1_234_567), day.format(0)]).toEqual(["1,234,567", "Jan 1, 1970"]);
  chooseLocale("de-DE");
  expect([exactNumber(1_234_567), day.format(0)]).toEqual(["1.234.567", "01.01.1970"]);
  expect([compactNumber(3_214), money(8.5), money(0.0001), duration(8_200), byteSize(3_400)]).toEqual([
    "3,2k",
    "8,50\u00a0$",
    "<0,001\u00a0$",
    "8,2 s",
    "3,4 kB",
  ]);
  chooseLocale(undefined);
  expect(exactNumber(1_234_567)).toBe(new Intl.NumberFormat().format(1_234_567));
});

test("only what can be chosen is a locale", () => {
  expect([localeOf("de-DE"), localeOf("xx"), localeOf(null)]).toEqual(["de-DE", undefined, undefined]);
});

describe("numbers for people", () => {
  test.each([
    [0, "0"],
    [999, "999"],
    [1_000, "1k"],
    [3_214, "3.2k"],
    [128_000, "128k"],
    [999_499, "999k"],
    [999_500, "1M"],
    [1_234_567, "1.2M"],
  ])("%d is %s", (value, text) => expect(compactNumber(value)).toBe(text));

  test.each([
    [0, "$0"],
    [0.0004, "<$0.001"],
    [0.0123, "$0.012"],
    [1.5, "$1.50"],
  ])("%d dollars are %s", (value, text) => expect(money(value)).toBe(text));

  test.each([
    [320, "320 ms"],
    [8_200, "8.2 s"],
    [59_900, "59 s"],
    [185_000, "3 min 5 s"],
    [7_440_000, "2 h 4 min"],
  ])("%d ms are %s", (value, text) => expect(duration(value)).toBe(text));

  test.each([
    [-5, "0:00"],
    [7_900, "0:07"],
    [185_000, "3:05"],
    [3_729_000, "1:02:09"],
  ])("%d ms that still run are %s", (value, text) => expect(stopwatch(value)).toBe(text));

  test.each([
    [812, "812 B"],
    [3_400, "3.4 kB"],
    [1_200_000, "1.2 MB"],
  ])("%d bytes are %s", (value, text) => expect(byteSize(value)).toBe(text));

  test.each([
    [0, "now"],
    [59_999, "now"],
    [60_000, "1m ago"],
    [7_200_000, "2h ago"],
    [-300_000, "in 5m"],
    [400 * 86_400_000, "1y ago"],
  ])("%d ms back is %s", (back, text) => expect(relative(1e12 - back, 1e12)).toBe(text));
});
