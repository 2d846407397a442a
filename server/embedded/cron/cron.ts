import type { CronJob, CronRunResult } from "../../protocol/cron.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { ParamsOf } from "../../protocol/methods.ts";
import type { CronStore } from "../../store/contract.ts";
import type { Emit } from "../event-bus.ts";
import type { Clock, RunLogger } from "../runs/contract.ts";
import { realTimer, type Timer } from "../timer.ts";
import { isDue, jobOf, patched, rescheduled } from "./cron-job.ts";
import { type CronOutcome, type CronTurn, INTERRUPTED } from "./cron-turn.ts";

export interface CronDeps {
  store: CronStore;
  turn: CronTurn;
  emit: Emit;
  clock: Clock;
  newId: () => string;
  logger: RunLogger;
  /** The job with its model's full name. @throws RpcError when its agent or its model is not there */
  resolve: (job: CronJob) => Promise<CronJob>;
  timer?: Timer;
}

export const MAX_JOBS = 500;
/** Jobs that run at once: the others wait, so that people are not kept waiting by all of them. */
export const MAX_RUNNING = 2;
const RUN_BOUNDS = { keep: 200, keepInAll: 5_000 };
/** A machine that slept is noticed after this long: timers do not count the sleep. */
const LONGEST_WAIT_MS = 60_000;

interface Pending {
  jobId: string;
  runId: string;
}

/**
 * Scheduled jobs: one timer to the next that is due, each job running once at a time. When a run begins, the job's next
 * time is already on disk, so that no restart runs it twice.
 */
export class Cron {
  readonly #deps: CronDeps;
  readonly #jobs = new Map<string, CronJob>();
  /** Those that run or wait for a place. */
  readonly #busy = new Map<string, string>();
  readonly #waiting: Pending[] = [];
  readonly #running = new Set<Promise<void>>();
  #writing: Promise<unknown> = Promise.resolve();
  #stopTimer: () => void = () => {};
  #lastStart = 0;
  readonly #closing = Promise.withResolvers<CronOutcome>();
  #closed = false;

  /**
   * What was missed while nobody was there: a job that runs once does it now, the others go on with their next time.
   * A run that an earlier process left unfinished is in the history as such.
   *
   * @throws RpcError STORAGE
   */
  static async open(deps: CronDeps): Promise<Cron> {
    const cron = new Cron(deps);
    for (const job of await deps.store.jobs()) cron.#jobs.set(job.id, job);
    await cron.#recover();
    const { timer = realTimer } = deps;
    // What is due begins once whoever opens this has all that a run needs.
    cron.#stopTimer = timer(0, cron.#look);
    return cron;
  }

  private constructor(deps: CronDeps) {
    this.#deps = deps;
  }

  list(): CronJob[] {
    return [...this.#jobs.values()];
  }

  /** @throws RpcError NOT_FOUND */
  require(id: string): CronJob {
    return this.#jobs.get(id) ?? this.absent(id);
  }

  /** @throws RpcError NOT_FOUND, as for a job that is not there */
  absent(id: string): never {
    throw new RpcError("NOT_FOUND", `There is no job "${id}": see cron.list; it may have been removed.`);
  }

  /** @throws RpcError INVALID_REQUEST, NOT_FOUND (agent), RATE_LIMITED past {@link MAX_JOBS}, STORAGE */
  async add(params: ParamsOf<"cron.add">): Promise<CronJob> {
    const { clock, newId, resolve, emit } = this.#deps;
    const job = await resolve(jobOf(params, newId(), clock()));
    return this.#exclusive(async () => {
      if (this.#jobs.size >= MAX_JOBS) {
        throw new RpcError("RATE_LIMITED", `There are ${MAX_JOBS} jobs, the most there can be: remove one.`, {
          retryable: false,
        });
      }
      await this.#put(job);
      emit("cron", { jobId: job.id, action: "added", job, nextRunAtMs: job.state.nextRunAtMs });
      return job;
    });
  }

  /** @throws RpcError INVALID_REQUEST, NOT_FOUND (job, agent), STORAGE */
  async update(id: string, patch: ParamsOf<"cron.update">["patch"]): Promise<CronJob> {
    const { clock, resolve, emit } = this.#deps;
    return this.#exclusive(async () => {
      const changed = patched(this.require(id), patch, clock());
      const job = patch.payload || patch.agentId ? await resolve(changed) : changed;
      await this.#put(job);
      emit("cron", { jobId: id, action: "updated", job, nextRunAtMs: job.state.nextRunAtMs });
      return job;
    });
  }

  /** Whether it was there. A run that goes on ends by itself and stays in the history, as all runs do. */
  async remove(id: string): Promise<boolean> {
    return this.#exclusive(async () => {
      const job = this.#jobs.get(id);
      if (!job) return false;
      await this.#drop(job);
      return true;
    });
  }

  /** Runs a job out of its turn. @throws RpcError NOT_FOUND, UNAVAILABLE while the gateway shuts down */
  run(id: string, mode: "due" | "force" | "if-enabled" = "force"): CronRunResult {
    const job = this.require(id);
    const now = this.#deps.clock();
    if (this.#closed) throw new RpcError("UNAVAILABLE", "The gateway is shutting down: run the job when it is back.");
    if (this.#busy.has(id)) return { ok: true, ran: false, reason: "already-running" };
    if (mode === "due" && !isDue(job, now)) return { ok: true, ran: false, reason: "not-due" };
    if (mode === "if-enabled" && !job.enabled) return { ok: true, ran: false, reason: "disabled" };
    return { ok: true, enqueued: true, runId: this.#enqueue(id) };
  }

  /** When the next job is due. */
  nextWakeAt(): number | undefined {
    const times = this.list().flatMap(({ enabled, state }) => (enabled ? (state.nextRunAtMs ?? []) : []));
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Nothing begins any more. Resolves once what runs is in the history as interrupted; others stop the runs. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer();
    this.#waiting.length = 0;
    this.#closing.resolve({ status: "error", error: INTERRUPTED });
    while (this.#running.size > 0) await Promise.all(this.#running);
    await this.#writing;
  }

  async #recover(): Promise<void> {
    const now = this.#deps.clock();
    for (const job of this.list()) {
      const startedAt = job.state.runningAtMs;
      if (startedAt !== undefined) {
        await this.#finish(job.id, runIdOf(job.id, startedAt), startedAt, { status: "error", error: INTERRUPTED });
      } else if (job.schedule.kind !== "at" && isDue(job, now)) {
        await this.#put(rescheduled(job, now));
      }
    }
  }

  /** Begins what is due, and waits for what is due next. */
  readonly #look = (): void => {
    this.#stopTimer();
    if (this.#closed) return;
    const { clock, timer = realTimer } = this.#deps;
    const now = clock();
    const idle = this.list().filter(({ id, enabled }) => enabled && !this.#busy.has(id));
    for (const job of idle) if (isDue(job, now)) this.#enqueue(job.id);
    const ahead = idle.flatMap(({ id, state }) => (this.#busy.has(id) ? [] : (state.nextRunAtMs ?? [])));
    if (ahead.length === 0) return;
    const wait = Math.max(0, Math.min(...ahead) - now);
    this.#stopTimer = timer(Math.min(wait, LONGEST_WAIT_MS), this.#look);
  };

  #enqueue(jobId: string): string {
    // Two runs of one job never have the same id, however fast the first one was.
    this.#lastStart = Math.max(this.#deps.clock(), this.#lastStart + 1);
    const runId = runIdOf(jobId, this.#lastStart);
    this.#busy.set(jobId, runId);
    this.#waiting.push({ jobId, runId });
    this.#pump();
    return runId;
  }

  #pump(): void {
    while (!this.#closed && this.#running.size < MAX_RUNNING) {
      const next = this.#waiting.shift();
      if (!next) return;
      const running: Promise<void> = this.#play(next).finally(() => {
        this.#running.delete(running);
        this.#free(next);
        this.#pump();
        this.#look();
      });
      this.#running.add(running);
    }
  }

  /** Never rejects. */
  async #play({ jobId, runId }: Pending): Promise<void> {
    const { turn, logger } = this.#deps;
    try {
      const started = await this.#exclusive(() => this.#begin(jobId, runId));
      if (!started) return;
      const outcome = await Promise.race([turn(started.job, runId), this.#closing.promise]);
      await this.#exclusive(() => this.#finish(jobId, runId, started.at, outcome));
    } catch (err) {
      logger.error({ err, jobId, runId }, "a scheduled job could not be run");
    }
  }

  async #begin(jobId: string, runId: string): Promise<{ job: CronJob; at: number } | undefined> {
    const before = this.#jobs.get(jobId);
    if (!before) return undefined;
    const at = this.#deps.clock();
    // A run out of its turn leaves the time that is still to come.
    const { state, ...rest } = isDue(before, at) ? rescheduled(before, at) : before;
    const job = { ...rest, state: { ...state, runningAtMs: at } };
    await this.#put(job);
    this.#deps.emit("cron", { jobId, action: "started", job, runId, runAtMs: at });
    return { job, at };
  }

  async #finish(jobId: string, runId: string, startedAt: number, outcome: CronOutcome): Promise<void> {
    const { store, clock, emit, logger } = this.#deps;
    const now = clock();
    const before = this.#jobs.get(jobId);
    const job = before && ended(before, startedAt, now, outcome);
    const nextRunAtMs = job?.state.nextRunAtMs;
    const entry = {
      ts: now,
      jobId,
      ...(job && { jobName: job.name }),
      action: "finished" as const,
      ...outcome,
      runId,
      runAtMs: startedAt,
      durationMs: now - startedAt,
      ...(nextRunAtMs !== undefined && { nextRunAtMs }),
    };
    await store.addRun(entry, RUN_BOUNDS);
    if (outcome.status === "error") {
      const { error: err, sessionKey } = outcome;
      logger.error({ jobId, runId, err, ...(sessionKey && { sessionKey }) }, "a scheduled job failed");
    }
    if (job) await this.#put(job);
    this.#free({ jobId, runId });
    emit("cron", { ...entry, ...(job && { job }) });
    if (job?.deleteAfterRun && outcome.status === "ok" && nextRunAtMs === undefined) await this.#drop(job);
  }

  #free({ jobId, runId }: Pending): void {
    if (this.#busy.get(jobId) === runId) this.#busy.delete(jobId);
  }

  async #put(job: CronJob): Promise<void> {
    await this.#deps.store.put(job);
    this.#jobs.set(job.id, job);
  }

  async #drop(job: CronJob): Promise<void> {
    await this.#deps.store.delete(job.id);
    this.#jobs.delete(job.id);
    this.#deps.emit("cron", { jobId: job.id, action: "removed", job });
  }

  /** One change after the other; each is followed by a look at what is due. */
  #exclusive<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#writing.then(task);
    this.#writing = result.then(this.#look, this.#look);
    return result;
  }
}

/** The job after a run; one whose time does not come again is paused. */
function ended(job: CronJob, startedAt: number, now: number, { status, error }: CronOutcome): CronJob {
  const { runningAtMs: _ran, lastError: _before, ...state } = isDue(job, now) ? rescheduled(job, now).state : job.state;
  return {
    ...job,
    enabled: job.enabled && (job.schedule.kind !== "at" || state.nextRunAtMs !== undefined),
    state: {
      ...state,
      lastRunAtMs: startedAt,
      lastRunStatus: status,
      lastDurationMs: now - startedAt,
      consecutiveErrors: status === "ok" ? 0 : (state.consecutiveErrors ?? 0) + 1,
      ...(error !== undefined && { lastError: error }),
    },
  };
}

function runIdOf(jobId: string, time: number): string {
  return `cron:${jobId}:${time}`;
}
