// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import type { Spending } from "@/hooks/spending.ts";
import { isNews } from "./budget-news.ts";

const day = (more: Partial<Spending> = {}): Spending => ({
  period: "day",
  of: "2026-03-01",
  budget: 10,
  spent: 9,
  level: "near",
  unpriced: 0,
  ...more,
});
beforeEach(() => localStorage.clear());

test("each level of each period is news once", () => {
  expect(isNews("g", day({ level: "fine" }))).toBe(false);
  expect([isNews("g", day()), isNews("g", day())]).toEqual([true, false]);
  expect([isNews("g", day({ level: "over" })), isNews("g", day({ level: "over" })), isNews("g", day())]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isNews("g", day({ of: "2026-03-02" }))).toBe(true);
  expect(isNews("h", day())).toBe(true);
  expect(isNews("g", day({ budget: 11 }))).toBe(true);
});

test("what is remembered has a bound, and broken storage is no storage", () => {
  for (let n = 0; n < 30; n++) isNews("g", day({ of: String(n) }));
  expect(JSON.parse(localStorage.getItem("mc:budgets-told") ?? "")).toHaveLength(20);
  localStorage.setItem("mc:budgets-told", '{"x":1}');
  expect(isNews("g", day())).toBe(true);
});
