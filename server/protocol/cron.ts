import type { Static } from "typebox";
import type { CronPayload as Payload, CronSchedule as Schedule } from "./schema/cron.ts";

export type CronSchedule = Static<typeof Schedule>;
export type CronPayload = Static<typeof Payload>;
export type CronRunStatus = "ok" | "error" | "skipped";

/** What became of a job so far. Times in milliseconds since 1970. */
export interface CronJobState {
  /** Left out while it is paused, and when it will not run again. */
  nextRunAtMs?: number;
  /** Set while it runs. */
  runningAtMs?: number;
  lastRunAtMs?: number;
  lastRunStatus?: CronRunStatus;
  lastError?: string;
  lastDurationMs?: number;
  /** Since the last run that went well. */
  consecutiveErrors?: number;
}

/** Something that an agent does at its time. OpenClaw's `CronJob`, the fields that panels read. */
export interface CronJob {
  id: string;
  name: string;
  description?: string;
  /** Left out, the default agent. */
  agentId?: string;
  sessionKey?: string;
  /** False while it is paused. */
  enabled: boolean;
  /** Goes after its first run that went well. */
  deleteAfterRun?: boolean;
  createdAtMs: number;
  updatedAtMs: number;
  schedule: CronSchedule;
  /** `main`, `isolated`, `current` or `session:<key>`. */
  sessionTarget: string;
  wakeMode: "next-heartbeat" | "now";
  payload: CronPayload;
  delivery?: { mode: "none" };
  state: CronJobState;
}

/** A page of a list. */
export interface CronPage {
  total: number;
  offset: number;
  limit: number;
  hasMore: boolean;
  nextOffset: number | null;
}

export interface CronListResult extends CronPage {
  jobs: CronJob[];
}

export interface CronStatusResult {
  enabled: boolean;
  storage?: "sqlite";
  jobs?: number;
  nextWakeAtMs?: number | null;
}

/** One run that has ended. OpenClaw's `CronRunLogEntry`. */
export interface CronRunEntry {
  /** When it ended, milliseconds since 1970. */
  ts: number;
  jobId: string;
  jobName?: string;
  action: "finished";
  status?: CronRunStatus;
  /** Why it failed, in words. */
  error?: string;
  /** What the agent said last. */
  summary?: string;
  sessionId?: string;
  sessionKey?: string;
  runId?: string;
  runAtMs?: number;
  durationMs?: number;
  nextRunAtMs?: number;
  model?: string;
  provider?: string;
  usage?: { input_tokens?: number; output_tokens?: number; total_tokens?: number };
}

export interface CronRunsResult extends CronPage {
  entries: CronRunEntry[];
}

export type CronRunResult =
  | { ok: true; enqueued: true; runId: string }
  | { ok: true; ran: false; reason: "already-running" | "not-due" | "disabled" };

/** Something happened to a job. */
export type CronEvent = Partial<Omit<CronRunEntry, "action" | "jobId">> & {
  jobId: string;
  action: "added" | "updated" | "removed" | "started" | "finished";
  job?: CronJob;
};
