import type { Tone } from "@/components/ui/badge.tsx";
import { isOngoing, ongoing, timeOf } from "@/hooks/reducers/tasks.ts";
import type { TaskStatus, TaskSummary } from "@/server/protocol/tasks.ts";

/** What a state is called, and how it looks. */
export const TASK_STATES: Record<TaskStatus, { label: string; tone: Tone }> = {
  queued: { label: "Waits to begin", tone: "warn" },
  running: { label: "Running", tone: "accent" },
  completed: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  cancelled: { label: "Stopped", tone: "neutral" },
  timed_out: { label: "Took too long", tone: "bad" },
};

const KINDS: Record<string, string> = { subagent: "subagent", acp: "ACP agent", cron: "scheduled job", cli: "command" };

/** What is over longer than this is history. */
const RECENT_MS = 24 * 3_600_000;
const MOST_SHOWN = 6;

/**
 * Which tasks are worth a look: what goes on, then what came to an end that nobody was told of, then what ended lately.
 * What a scheduled job did stands with the job.
 */
export function shownTasks(tasks: readonly TaskSummary[], now: number): { shown: TaskSummary[]; more: number } {
  const over = tasks.filter((task) => !isOngoing(task) && task.runtime !== "cron");
  const untold = over.filter(isUntold);
  const recent = over.filter((task) => !isUntold(task) && now - endOf(task) < RECENT_MS);
  const all = [...ongoing(tasks), ...newestFirst(untold), ...newestFirst(recent)];
  return { shown: all.slice(0, MOST_SHOWN), more: Math.max(0, all.length - MOST_SHOWN) };
}

/** Whoever asked for it was not told what came of it: that can be tried once more, or let be. */
export function isUntold(task: Pick<TaskSummary, "status" | "deliveryStatus">): boolean {
  return !isOngoing(task) && task.deliveryStatus === "failed";
}

export function titleOfTask({ title, childSessionKey, id }: TaskSummary): string {
  return title || childSessionKey || id;
}

/** "subagent", "scheduled job" … */
export function kindOf({ runtime = "" }: TaskSummary): string {
  return KINDS[runtime] ?? runtime;
}

/** What it does, or what came of it, in one line; "" when nothing is told. */
export function newsOf(task: TaskSummary): string {
  if (isOngoing(task)) return task.lastActivity ?? task.progressSummary ?? "";
  if (isUntold(task)) return "Whoever asked for it could not be told what came of it.";
  return task.error ?? task.terminalSummary ?? "";
}

/** Milliseconds since 1970. */
export function beginOf({ startedAt, createdAt }: TaskSummary): number {
  return timeOf(startedAt ?? createdAt);
}

/** Milliseconds since 1970. */
export function endOf({ endedAt, updatedAt, createdAt }: TaskSummary): number {
  return timeOf(endedAt ?? updatedAt ?? createdAt);
}

function newestFirst(tasks: readonly TaskSummary[]): TaskSummary[] {
  return tasks.toSorted((one, other) => endOf(other) - endOf(one));
}
