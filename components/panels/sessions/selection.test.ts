import { expect, test } from "vitest";
import { extendTo, NOTHING_SELECTED, restrictTo, toggle, toggleAll } from "./selection.ts";

const ORDER = ["a", "b", "c", "d"];

test("Shift takes everything between the last ticked row and this one, in both directions", () => {
  const down = extendTo(toggle(NOTHING_SELECTED, "b"), "d", ORDER);
  expect([...down.keys]).toEqual(["b", "c", "d"]);
  expect([...extendTo(down, "a", ORDER).keys].sort()).toEqual(["a", "b", "c", "d"]);
});

test("Shift with no row to start from ticks one row", () => {
  expect([...extendTo(NOTHING_SELECTED, "c", ORDER).keys]).toEqual(["c"]);
  expect([...extendTo(toggle(NOTHING_SELECTED, "gone"), "c", ORDER).keys]).toContain("c");
});

test("ticking twice unticks", () => {
  expect(toggle(toggle(NOTHING_SELECTED, "a"), "a").keys.size).toBe(0);
});

test("all, then none", () => {
  const all = toggleAll(toggle(NOTHING_SELECTED, "b"), ORDER);
  expect([...all.keys]).toEqual(ORDER);
  expect(toggleAll(all, ORDER).keys.size).toBe(0);
  expect(toggleAll(NOTHING_SELECTED, []).keys.size).toBe(0);
});

test("what a filter hides is no longer selected", () => {
  const all = toggleAll(NOTHING_SELECTED, ORDER);
  expect([...restrictTo(all, ["b", "x"]).keys]).toEqual(["b"]);
  expect(restrictTo(all, ORDER)).toBe(all);
});
