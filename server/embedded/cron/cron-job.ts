import { createHash } from "node:crypto";
import type { CronJob, CronPayload, CronSchedule } from "../../protocol/cron.ts";
import { scheduleProblem, upcoming } from "../../protocol/cron-schedule.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { ParamsOf } from "../../protocol/methods.ts";
import { sessionOf } from "./cron-turn.ts";

type AddParams = ParamsOf<"cron.add">;
type Patch = ParamsOf<"cron.update">["patch"];

/** A new job. @throws RpcError INVALID_REQUEST when it could never run */
export function jobOf(params: AddParams, id: string, now: number): CronJob {
  const { agentId, sessionKey, enabled = true, schedule, deleteAfterRun = schedule.kind === "at", ...rest } = params;
  const job: CronJob = {
    ...rest,
    id,
    ...(agentId && { agentId }),
    ...(sessionKey && { sessionKey }),
    enabled,
    deleteAfterRun,
    createdAtMs: now,
    updatedAtMs: now,
    schedule: completed(schedule, now),
    state: {},
  };
  return checked(rescheduled(job, now), now);
}

/** The job with fields changed; what is left out stays, null clears. @throws RpcError INVALID_REQUEST */
export function patched(job: CronJob, patch: Patch, now: number): CronJob {
  const { agentId, sessionKey, schedule, ...fields } = patch;
  const after: CronJob = { ...job, ...fields, updatedAtMs: now };
  if (agentId !== undefined) set(after, "agentId", agentId);
  if (sessionKey !== undefined) set(after, "sessionKey", sessionKey);
  if (schedule) after.schedule = completed(schedule, now);
  const isRetimed = schedule !== undefined || after.enabled !== job.enabled;
  return checked(isRetimed ? rescheduled(after, now) : after, isRetimed ? now : undefined);
}

/** The job with its next time after `now`; none while it is paused. */
export function rescheduled(job: CronJob, now: number): CronJob {
  const { nextRunAtMs: _before, ...state } = job.state;
  const [next] = job.enabled ? upcoming(job.schedule, now, 1, staggerOf(job)) : [];
  return { ...job, state: { ...state, ...(next !== undefined && { nextRunAtMs: next }) } };
}

export function isDue({ enabled, state }: CronJob, now: number): boolean {
  return enabled && state.nextRunAtMs !== undefined && state.nextRunAtMs <= now;
}

/** Jobs of one expression are spread over its `staggerMs`, each always by the same. */
function staggerOf({ id, schedule }: CronJob): number {
  if (schedule.kind !== "cron" || !schedule.staggerMs) return 0;
  return createHash("sha256").update(id).digest().readUInt32BE(0) % schedule.staggerMs;
}

/** What depends on where and when it is written down is written down. */
function completed(schedule: CronSchedule, now: number): CronSchedule {
  switch (schedule.kind) {
    case "at":
      return schedule;
    case "every":
      return { anchorMs: now, ...schedule };
    case "cron":
      return { ...schedule, tz: schedule.tz || Intl.DateTimeFormat().resolvedOptions().timeZone };
  }
}

/** `now` is left out when nothing about its time was changed. */
function checked(job: CronJob, now: number | undefined): CronJob {
  const { schedule, sessionTarget, payload } = job;
  const problem = scheduleProblem(schedule);
  if (problem) throw invalid("schedule", problem);
  if (now !== undefined && job.enabled && job.state.nextRunAtMs === undefined) {
    throw invalid("schedule", "That time has passed: choose a later one.");
  }
  const wanted: CronPayload["kind"] = sessionTarget === "main" ? "systemEvent" : "agentTurn";
  if (payload.kind !== wanted) {
    throw invalid(
      "payload",
      `A job with the session target "${sessionTarget}" needs a payload of the kind "${wanted}".`,
    );
  }
  sessionOf(job);
  return job;
}

function set(job: CronJob, field: "agentId" | "sessionKey", value: string | null): void {
  if (value === null) delete job[field];
  else job[field] = value;
}

function invalid(field: string, message: string): RpcError {
  return new RpcError("INVALID_REQUEST", message, { details: { field } });
}
