import { expect, test } from "vitest";
import type { CronJob } from "@/server/protocol/cron.ts";
import { jobLook, nextTimes, placeText, runHref, scheduleText, wordsOf } from "./job-facts.ts";

const DAY = 86_400_000;
const job = (more: Partial<CronJob> = {}): CronJob => ({
  id: "j",
  name: "Job",
  enabled: true,
  createdAtMs: 0,
  updatedAtMs: 0,
  schedule: { kind: "cron", expr: "0 9 * * *", tz: "UTC" },
  sessionTarget: "isolated",
  wakeMode: "now",
  payload: { kind: "agentTurn", message: "Look." },
  state: {},
  ...more,
});
/** As a newer gateway sends it. */
const foreign = (schedule: object, payload: object) =>
  job({ schedule: schedule as CronJob["schedule"], payload: payload as CronJob["payload"], state: { nextRunAtMs: 5 } });

test("a job runs, rests, fails or is on", () => {
  expect(jobLook(job({ state: { runningAtMs: 1, lastRunStatus: "error" } })).label).toBe("Running");
  expect(jobLook(job({ enabled: false, state: { lastRunStatus: "error" } })).label).toBe("Paused");
  expect(jobLook(job({ state: { lastRunStatus: "error" } }))).toMatchObject({ label: "Failing", tone: "bad" });
  expect(jobLook(job()).label).toBe("On");
});

test("the next times begin with the gateway's own word", () => {
  const first = Date.UTC(2026, 0, 1, 9, 0, 7);
  expect(nextTimes(job({ state: { nextRunAtMs: first } }), 3)).toEqual([
    first,
    Date.UTC(2026, 0, 2, 9),
    Date.UTC(2026, 0, 2, 9) + DAY,
  ]);
  expect(nextTimes(job({ enabled: false, state: { nextRunAtMs: first } }), 3)).toEqual([]);
  const inItsZone = job({ schedule: { kind: "cron", expr: "0 9 * * *" }, state: { nextRunAtMs: first } });
  expect(nextTimes(inItsZone, 3)).toEqual([first]);
  expect(scheduleText(inItsZone)).toEqual({ words: "At 09:00", zone: "the gateway's zone" });
});

test("a job that runs once says when", () => {
  expect(scheduleText(job({ schedule: { kind: "at", at: "2031-05-06T07:08:00Z" } })).words).toMatch(/^Once, .*2031/);
  expect(scheduleText(job({ schedule: { kind: "at", at: "soon" } })).words).toBe("Once, soon");
});

test("schedules and payloads of other kinds are named, not guessed at", () => {
  const other = foreign({ kind: "stream", command: ["x"] }, { kind: "command", argv: ["x"] });
  expect(scheduleText(other)).toEqual({ words: "When a command says something", zone: undefined });
  expect(nextTimes(other, 3)).toEqual([5]);
  expect(wordsOf(other)).toBeUndefined();
  expect(scheduleText(foreign({ kind: "moon" }, {})).words).toBe("By moon");
});

test("a run leads to its conversation, whether it or the run is named", () => {
  expect(runHref("cron:j1")).toBe("/chat/cron%3Aj1");
  expect(runHref("agent:main:cron:j1:run:0-1")).toBe("/chat/agent%3Amain%3Acron%3Aj1");
});

test("places are said in words", () => {
  expect(placeText({ sessionTarget: "main" })).toBe("The agent's main session");
  expect(placeText({ sessionTarget: "session:agent:main:x" })).toBe("agent:main:x");
});
