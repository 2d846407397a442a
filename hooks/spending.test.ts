import { expect, test } from "vitest";
import type { UsageCostResult } from "@/server/protocol/usage.ts";
import { spendingOf } from "./spending.ts";

const totals = (totalCost: number, missingCostEntries = 0) => ({
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  totalTokens: 0,
  totalCost,
  missingCostEntries,
});
const usage: UsageCostResult = {
  updatedAt: 0,
  days: 3,
  daily: [
    { date: "2026-03-01", ...totals(70) },
    { date: "2026-03-03", ...totals(10, 2) },
  ],
  totals: totals(80, 2),
};

test("the day's and the month's budget are looked at by themselves", () => {
  expect(spendingOf({ gateway: "g", daily: 10, monthly: 101 }, usage, "2026-03-03")).toEqual([
    { period: "day", of: "2026-03-03", budget: 10, spent: 10, level: "over", unpriced: 2 },
    { period: "month", of: "2026-03", budget: 101, spent: 80, level: "fine", unpriced: 2 },
  ]);
});

test("from four fifths on it is nearly spent, and a day without use costs nothing", () => {
  expect(spendingOf({ gateway: "g", monthly: 100 }, usage, "2026-03-03")).toMatchObject([{ level: "near" }]);
  expect(spendingOf({ gateway: "g", daily: 1 }, usage, "2026-03-02")).toMatchObject([{ spent: 0, level: "fine" }]);
  expect(spendingOf({ gateway: "g" }, usage, "2026-03-02")).toEqual([]);
});
