export type TaskStatus = "queued" | "running" | "completed" | "failed" | "cancelled" | "timed_out";

/** Work that a gateway does beside its conversations. OpenClaw's `TaskSummary`, the fields that panels read. */
export interface TaskSummary {
  id: string;
  /** `subagent`, `acp`, `cron`, `cli` … */
  runtime?: string;
  status: TaskStatus;
  title?: string;
  agentId?: string;
  /** Of whoever asked for it; may be empty. */
  sessionKey?: string;
  /** Where it is worked on. */
  childSessionKey?: string;
  /** Milliseconds since 1970, or ISO 8601. */
  createdAt?: number | string;
  updatedAt?: number | string;
  startedAt?: number | string;
  endedAt?: number | string;
  lastActivity?: string;
  progressSummary?: string;
  terminalSummary?: string;
  error?: string;
  /** `failed`: whoever asked for it has not been told what came of it. */
  deliveryStatus?: string;
  /** What it was told, and what came of it: `tasks.get` alone tells them. */
  prompt?: string;
  result?: string;
}

export interface TasksListResult {
  /** The one that changed last first. */
  tasks: TaskSummary[];
  nextCursor?: string;
}

export interface TasksCancelResult {
  found: boolean;
  cancelled: boolean;
  reason?: string;
  task?: TaskSummary;
}

export interface TasksRecoveryResult {
  results: { taskId: string; ok: boolean; reason?: string; task?: TaskSummary }[];
}

/** `restored`: all may be other ones now. */
export type TaskEvent =
  | { action: "upserted"; task: TaskSummary }
  | { action: "deleted"; taskId: string }
  | { action: "restored" };
