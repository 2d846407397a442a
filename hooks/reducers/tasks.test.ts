import { expect, test } from "vitest";
import type { TaskSummary } from "@/server/protocol/tasks.ts";
import { MOST_TASKS, ongoing, reduceTasks, timeOf } from "./tasks.ts";

const task = (id: string, rest: Partial<TaskSummary> = {}): TaskSummary => ({ id, status: "running", ...rest });
const idsOf = (after: ReturnType<typeof reduceTasks>) => (after === "reread" ? after : after.tasks.map(({ id }) => id));

test("a task comes, goes on, ends and is forgotten as its events say", () => {
  const before = { tasks: [task("a"), task("b")] };
  expect(idsOf(reduceTasks(before, { action: "upserted", task: task("c") }))).toEqual(["c", "a", "b"]);
  const ended = reduceTasks(before, { action: "upserted", task: task("b", { status: "failed" }) });
  expect(ended).toEqual({ tasks: [task("b", { status: "failed" }), task("a")] });
  expect(idsOf(reduceTasks(before, { action: "deleted", taskId: "a" }))).toEqual(["b"]);
  expect(reduceTasks(before, { action: "deleted", taskId: "unknown" })).toBe(before);
  expect(reduceTasks(before, { action: "restored" })).toBe("reread");
});

test("no more are kept than are shown", () => {
  const tasks = Array.from({ length: MOST_TASKS }, (_none, at) => task(String(at)));
  const after = idsOf(reduceTasks({ tasks }, { action: "upserted", task: task("newest") }));
  expect(after).toHaveLength(MOST_TASKS);
  expect(after[0]).toBe("newest");
});

test("what goes on stands in the order of its beginning, whichever way the times are written", () => {
  const tasks = [
    task("late", { createdAt: 9_000 }),
    task("over", { status: "completed" }),
    task("early", { status: "queued", createdAt: "1970-01-01T00:00:01.000Z" }),
  ];
  expect(ongoing(tasks).map(({ id }) => id)).toEqual(["early", "late"]);
  expect(timeOf("no time")).toBe(0);
});
