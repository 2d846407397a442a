import { expect, test } from "vitest";
import type { SessionsUsageResult } from "@/server/protocol/usage.ts";
import { daySeries, daysBack, daysBetween, rowsOf } from "./usage-view.ts";

const totals = (totalCost: number, totalTokens: number, missingCostEntries = 0) => ({
  input: totalTokens,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  totalTokens,
  totalCost,
  missingCostEntries,
});
const model = (name: string, cost: number, tokens: number) => ({
  provider: "p",
  model: name,
  count: 1,
  totals: totals(cost, tokens),
});
const on = (date: string, name: string, cost: number, tokens: number) => ({
  date,
  provider: "p",
  model: name,
  tokens,
  cost,
  count: 1,
});
const usage: SessionsUsageResult = {
  updatedAt: 0,
  startDate: "2026-03-28",
  endDate: "2026-03-30",
  sessions: [
    { key: "s1", usage: totals(1, 10) },
    { key: "s2", label: "Talk", agentId: "a", usage: totals(3, 5) },
    { key: "s3", usage: null },
    { key: "s4", usage: totals(0, 0) },
  ],
  totals: totals(10, 150, 1),
  aggregates: {
    byModel: [
      model("one", 5, 10),
      model("two", 3, 20),
      model("three", 1, 30),
      model("four", 0.6, 40),
      model("five", 0.4, 50),
    ],
    byAgent: [
      { agentId: "a", totals: totals(2, 100) },
      { agentId: "b", totals: totals(8, 50) },
    ],
    costDaily: [
      { date: "2026-03-28", ...totals(4, 60) },
      { date: "2026-03-30", ...totals(6, 90) },
    ],
    modelDaily: [
      on("2026-03-28", "one", 4, 6),
      on("2026-03-30", "one", 1, 4),
      on("2026-03-30", "five", 0.4, 50),
      on("2026-04-01", "one", 99, 99),
    ],
  },
};
const name = (id: string) => id.toUpperCase();

test("rows stand by what is counted, days by time", () => {
  const ids = (...args: [Parameters<typeof rowsOf>[1], Parameters<typeof rowsOf>[2]]) =>
    rowsOf(usage, ...args, name).map(({ id }) => id);
  expect(ids("model", "cost").slice(0, 2)).toEqual(["p/one", "p/two"]);
  expect(ids("model", "tokens").slice(0, 2)).toEqual(["p/five", "p/four"]);
  expect(rowsOf(usage, "agent", "cost", name).map(({ name }) => name)).toEqual(["B", "A"]);
  expect(ids("session", "cost")).toEqual(["s2", "s1"]);
  expect(rowsOf(usage, "session", "cost", name)[0]).toMatchObject({ name: "Talk", detail: "s2", href: "/chat/s2" });
  expect(ids("day", "cost")).toEqual(["2026-03-30", "2026-03-28"]);
});

test("the chart has every day, and the small models are one series", () => {
  const { days, series } = daySeries(usage, "cost");
  expect(days).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
  expect(series.map(({ name }) => name)).toEqual(["p/one", "p/two", "p/three", "p/four", "Others"]);
  expect(series[0]?.values).toEqual([4, 0, 1]);
  expect(series[4]?.values).toEqual([0, 0, 0.4]);
  expect(daySeries(usage, "tokens").series[0]).toEqual({ name: "p/five", values: [0, 0, 50] });
});

test("a model without a price is in the chart of tokens, not in that of cost", () => {
  const unpriced = { ...model("one", 0, 10), totals: totals(0, 10, 3) };
  const { modelDaily } = usage.aggregates;
  const aggregates = { ...usage.aggregates, byModel: [unpriced, model("free", 0, 4)], modelDaily };
  expect(daySeries({ ...usage, aggregates }, "cost").series.map(({ name }) => name)).toEqual(["p/free"]);
  expect(daySeries({ ...usage, aggregates }, "tokens").series.map(({ name }) => name)).toEqual(["p/one", "p/free"]);
});

test("without days by model there is one series", () => {
  const { modelDaily: _none, ...aggregates } = usage.aggregates;
  expect(daySeries({ ...usage, aggregates }, "cost").series).toEqual([{ name: "All models", values: [4, 0, 6] }]);
});

test("days are counted by the calendar, and have a bound", () => {
  expect(daysBack("2026-03-30", 3)).toBe("2026-03-28");
  expect(daysBack("2026-01-01", 2)).toBe("2025-12-31");
  expect(daysBetween("1970-01-01", "2026-01-01")).toHaveLength(732);
  expect(daysBetween("2026-01-02", "2026-01-01")).toEqual([]);
});
