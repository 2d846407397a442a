import { expect, test } from "vitest";
import type { TaskSummary } from "@/server/protocol/tasks.ts";
import { newsOf, shownTasks, titleOfTask } from "./task-facts.ts";

const NOW = 100 * 3_600_000;
const HOUR_MS = 3_600_000;
const task = (id: string, rest: Partial<TaskSummary> = {}): TaskSummary => ({
  id,
  status: "completed",
  runtime: "subagent",
  createdAt: NOW - HOUR_MS,
  endedAt: NOW - HOUR_MS,
  ...rest,
});

test("what goes on comes first, then what nobody was told of, then what ended lately; jobs and history are left out", () => {
  const { shown, more } = shownTasks(
    [
      task("yesterday", { endedAt: NOW - 30 * HOUR_MS }),
      task("job", { runtime: "cron" }),
      task("running job", { runtime: "cron", status: "running" }),
      task("lately", { endedAt: NOW - 1 }),
      task("before", { status: "failed" }),
      task("untold", { deliveryStatus: "failed", endedAt: NOW - 90 * HOUR_MS }),
    ],
    NOW,
  );
  expect(shown.map(({ id }) => id)).toEqual(["running job", "untold", "lately", "before"]);
  expect(more).toBe(0);
});

test("of many tasks a few are shown, and the number of the others", () => {
  const tasks = Array.from({ length: 20 }, (_none, at) => task(String(at)));
  const { shown, more } = shownTasks(tasks, NOW);
  expect(shown.length + more).toBe(20);
  expect(shown.length).toBeLessThan(10);
});

test("a task says what it does while it goes on, and what came of it afterwards", () => {
  expect(newsOf(task("a", { status: "running", lastActivity: "reads", terminalSummary: "no" }))).toBe("reads");
  expect(newsOf(task("a", { terminalSummary: "all is well" }))).toBe("all is well");
  expect(newsOf(task("a", { status: "failed", error: "no money", terminalSummary: "x" }))).toBe("no money");
  expect(newsOf(task("a", { deliveryStatus: "failed", terminalSummary: "x" }))).toContain("could not be told");
  expect(titleOfTask(task("a", { childSessionKey: "agent:main:subagent:1" }))).toBe("agent:main:subagent:1");
});
