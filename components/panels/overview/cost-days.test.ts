import { expect, test } from "vitest";
import { costDays, sumOfDays } from "./cost-days.ts";

const day = (date: string, totalCost: number) => ({
  date,
  totalCost,
  totalTokens: 10,
  missingCostEntries: 1,
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
});

test("days without use are there with nothing, the last one is today", () => {
  const now = new Date(2026, 2, 2, 0, 30).getTime();
  const days = costDays([day("2026-02-28", 1.5), day("2026-03-02", 0.25)], 4, now);
  expect(days).toEqual([
    { date: "2026-02-27", cost: 0, tokens: 0, unpriced: 0 },
    { date: "2026-02-28", cost: 1.5, tokens: 10, unpriced: 1 },
    { date: "2026-03-01", cost: 0, tokens: 0, unpriced: 0 },
    { date: "2026-03-02", cost: 0.25, tokens: 10, unpriced: 1 },
  ]);
});

test("a day of 23 hours is passed over no more than any other", () => {
  const dates = costDays([], 7, new Date(2026, 2, 31, 23, 59).getTime()).map(({ date }) => date);
  expect(new Set(dates).size).toBe(7);
  expect(dates.at(0)).toBe("2026-03-25");
});

test("the days of several gateways are added up, and none is nothing", () => {
  const day = (cost: number) => [{ date: "2026-11-21", cost, tokens: cost * 10, unpriced: 1 }];
  expect(sumOfDays([day(1), day(2), day(3)])).toEqual([{ date: "2026-11-21", cost: 6, tokens: 60, unpriced: 3 }]);
  expect(sumOfDays([])).toEqual([]);
});
