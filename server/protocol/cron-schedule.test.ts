import { expect, test } from "vitest";
import type { CronSchedule } from "./cron.ts";
import { scheduleProblem, scheduleWords, upcoming } from "./cron-schedule.ts";

const cron = (expr: string, tz = "UTC"): CronSchedule => ({ kind: "cron", expr, tz });
const at = (time: string) => Date.parse(time);

test.each([
  ["61 * * * *", /minute: 61/],
  ["* * * *", /five, six, or seven/],
  ["", /Write a cron expression/],
  ["0 0 30 2 *", /never comes/],
])("%j is refused with what is wrong", (expr, words) => {
  expect(scheduleProblem(cron(expr))).toMatch(words);
});

test("times and zones that do not exist are refused, others are not", () => {
  expect(scheduleProblem(cron("0 9 * * *", "Mars/Base"))).toMatch(/no time zone/);
  expect(scheduleProblem({ kind: "at", at: "tomorrow" })).toMatch(/is no time/);
  expect(scheduleProblem({ kind: "at", at: "2026-03-01T09:00:00+01:00" })).toBeUndefined();
  expect(scheduleProblem({ kind: "every", everyMs: 1_000 })).toBeUndefined();
  expect(scheduleProblem(cron("*/5 9-17 * * 1-5", "Europe/Berlin"))).toBeUndefined();
});

test("an expression is followed in its own zone, over a change to summer time", () => {
  const daily = cron("30 9 * * *", "Europe/Berlin");
  expect(upcoming(daily, at("2026-03-28T00:00:00Z"), 3)).toEqual([
    at("2026-03-28T08:30:00Z"),
    at("2026-03-29T07:30:00Z"),
    at("2026-03-30T07:30:00Z"),
  ]);
});

test("what is due now is not to come, and a stagger moves all times alike", () => {
  const hourly = cron("0 * * * *");
  expect(upcoming(hourly, at("2026-01-01T01:00:00Z"), 1)).toEqual([at("2026-01-01T02:00:00Z")]);
  expect(upcoming(hourly, at("2026-01-01T01:00:00Z"), 2, 60_000)).toEqual([
    at("2026-01-01T01:01:00Z"),
    at("2026-01-01T02:01:00Z"),
  ]);
});

test("distances are counted from their anchor", () => {
  const often: CronSchedule = { kind: "every", everyMs: 1_000, anchorMs: 300 };
  expect(upcoming(often, 5_300, 2)).toEqual([6_300, 7_300]);
  expect(upcoming(often, 5_299, 1)).toEqual([5_300]);
  expect(upcoming({ ...often, anchorMs: 9_000 }, 5_300, 2)).toEqual([9_000, 10_000]);
});

test("a single time comes once", () => {
  const once: CronSchedule = { kind: "at", at: "2026-01-01T00:00:00Z" };
  expect(upcoming(once, at("2025-12-31T00:00:00Z"), 3)).toEqual([at("2026-01-01T00:00:00Z")]);
  expect(upcoming(once, at("2026-01-01T00:00:00Z"), 3)).toEqual([]);
  expect(upcoming(cron("nonsense"), 0, 3)).toEqual([]);
});

test.each<[CronSchedule, string]>([
  [cron("0 9 * * 1-5"), "At 09:00, Monday through Friday"],
  [cron("*/5 * * * *"), "Every 5 minutes"],
  [cron("nonsense"), "nonsense"],
  [{ kind: "every", everyMs: 60_000 }, "Every minute"],
  [{ kind: "every", everyMs: 7_200_000 }, "Every 2 hours"],
  [{ kind: "every", everyMs: 90_061_000 }, "Every 1 day 1 hour 1 minute 1 second"],
  [{ kind: "at", at: "2026-01-01T00:00:00Z" }, "Once"],
])("%j in words", (schedule, words) => {
  expect(scheduleWords(schedule)).toBe(words);
});
