import type { TaskEvent, TaskSummary, TasksListResult } from "@/server/protocol/tasks.ts";

/** Tasks that are kept; of more than that those that changed last count. */
export const MOST_TASKS = 100;

/** The tasks after one began, went on, ended or was forgotten; "reread" when all may be other ones. */
export function reduceTasks(before: TasksListResult, event: TaskEvent): TasksListResult | "reread" {
  if (event.action === "restored") return "reread";
  const id = event.action === "deleted" ? event.taskId : event.task.id;
  const others = before.tasks.filter((task) => task.id !== id);
  if (event.action === "deleted") return others.length === before.tasks.length ? before : { ...before, tasks: others };
  return { ...before, tasks: [event.task, ...others].slice(0, MOST_TASKS) };
}

/** What goes on, the one that began first foremost. */
export function ongoing(tasks: readonly TaskSummary[]): TaskSummary[] {
  return tasks.filter(isOngoing).sort((one, other) => timeOf(one.createdAt) - timeOf(other.createdAt));
}

export function isOngoing({ status }: Pick<TaskSummary, "status">): boolean {
  return status === "queued" || status === "running";
}

/** Milliseconds since 1970; 0 when there is no time. */
export function timeOf(time: number | string | undefined): number {
  const at = typeof time === "string" ? Date.parse(time) : time;
  return Number.isFinite(at) ? Number(at) : 0;
}
