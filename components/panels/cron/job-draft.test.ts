import { expect, test } from "vitest";
import type { CronJob } from "@/server/protocol/cron.ts";
import { additionOf, changesOf, draftOf, scheduleOf, timeProblem } from "./job-draft.ts";

const NOW = Date.UTC(2026, 0, 1);
const draft = (change: Partial<ReturnType<typeof draftOf>>) => ({ ...draftOf(undefined, "UTC"), ...change });
const complete = draft({ name: " Nightly ", words: " Back up. " });
const job: CronJob = {
  id: "j",
  name: "Nightly",
  agentId: "main",
  enabled: true,
  createdAtMs: 0,
  updatedAtMs: 0,
  schedule: { kind: "every", everyMs: 7_200_000, anchorMs: 5 },
  sessionTarget: "isolated",
  wakeMode: "now",
  payload: { kind: "agentTurn", message: "Back up.", thinking: "low", model: "a/b" },
  state: {},
};
const edit = (change: Partial<ReturnType<typeof draftOf>>) =>
  changesOf({ ...draftOf(job, "UTC"), ...change }, job, NOW);

test("a new job talks in a session of its own, in words without edges", () => {
  expect(additionOf(complete, NOW)).toEqual({
    name: "Nightly",
    schedule: { kind: "cron", expr: "0 9 * * *", tz: "UTC" },
    sessionTarget: "isolated",
    wakeMode: "now",
    payload: { kind: "agentTurn", message: "Back up." },
    delivery: { mode: "none" },
  });
  expect(additionOf({ ...complete, place: "main", agentId: "scout" }, NOW)).toMatchObject({
    agentId: "scout",
    sessionTarget: "main",
    payload: { kind: "systemEvent", text: "Back up." },
  });
});

test("what is missing or wrong is not sent", () => {
  expect(additionOf({ ...complete, name: " " }, NOW)).toBeUndefined();
  expect(additionOf({ ...complete, words: " " }, NOW)).toBeUndefined();
  expect(additionOf({ ...complete, expr: "61 * * * *" }, NOW)).toBeUndefined();
  expect(edit({ words: "" })).toBeUndefined();
});

test("what is wrong with the time is said", () => {
  expect(timeProblem(complete, NOW)).toBeUndefined();
  expect(timeProblem({ ...complete, expr: "61 * * * *" }, NOW)).toContain("minute");
  expect(timeProblem({ ...complete, tz: "Mars" }, NOW)).toContain("no time zone");
  for (const every of ["", "0", "-1", "x", "1e99"]) {
    expect(timeProblem(draft({ kind: "every", every }), NOW)).toContain("number above 0");
  }
  expect(timeProblem(draft({ kind: "at" }), NOW)).toContain("Choose a day");
  expect(timeProblem(draft({ kind: "at", at: "2020-01-01T00:00" }), NOW)).toContain("has passed");
});

test("only what was changed is sent, and what a program set is kept", () => {
  expect(edit({})).toEqual({});
  expect(edit({ name: "Other", agentId: "" })).toEqual({ name: "Other", agentId: null });
  expect(edit({ every: "3" })).toEqual({ schedule: { kind: "every", everyMs: 10_800_000 } });
  expect(edit({ words: "New.", model: "" })).toEqual({
    payload: { kind: "agentTurn", message: "New.", thinking: "low" },
  });
  expect(edit({ place: "main" })).toEqual({
    sessionTarget: "main",
    payload: { kind: "systemEvent", text: "Back up." },
  });
});

test("the form shows a job in the largest unit that fits, and times in the browser's zone", () => {
  expect(draftOf(job, "UTC")).toMatchObject({
    kind: "every",
    every: "2",
    unit: "hours",
    model: "a/b",
    place: "isolated",
  });
  const at = new Date(2027, 1, 3, 4, 5).toISOString();
  const once = draftOf({ ...job, schedule: { kind: "at", at } }, "UTC");
  expect(once).toMatchObject({ kind: "at", at: "2027-02-03T04:05" });
  expect(scheduleOf(once)).toEqual({ kind: "at", at });
});

test("a schedule and a payload of another kind stay as they are", () => {
  const foreign = {
    ...job,
    schedule: { kind: "stream" },
    payload: { kind: "command" },
    sessionTarget: "session:agent:main:x",
  } as unknown as CronJob;
  const before = draftOf(foreign, "UTC");
  expect(before).toMatchObject({ kind: "kept", place: "kept", words: undefined });
  expect(timeProblem(before, NOW)).toBeUndefined();
  expect(changesOf({ ...before, name: "New" }, foreign, NOW)).toEqual({ name: "New" });
});
