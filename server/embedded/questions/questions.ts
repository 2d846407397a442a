import { RpcError } from "../../protocol/errors.ts";
import type { Question, QuestionAnswers, QuestionOutcome, QuestionRecord } from "../../protocol/questions.ts";
import type { Audiences } from "../audience.ts";
import type { Emit } from "../event-bus.ts";
import type { Clock } from "../runs/contract.ts";
import type { Timer } from "../timer.ts";
import { answersTo, requireAnswerable } from "./answers.ts";

export interface QuestionDeps {
  audiences: Pick<Audiences, "toldIn">;
  emit: Emit;
  clock: Clock;
  newId: () => string;
  timer: Timer;
}

export interface AskedQuestions extends Pick<QuestionRecord, "agentId" | "sessionKey" | "runId"> {
  id?: string;
  questions: readonly Question[];
  timeoutMs?: number;
}

/** Whether a question may be seen by who asks for it. */
export type ShowsQuestion = (record: QuestionRecord) => boolean;

export const MOST_PENDING = 100;
/** Those that wait no more and can be asked for still, so that whoever waits for the answer hears it late, too. */
export const MOST_KEPT = 50;
/** As OpenClaw's. */
export const DEFAULT_TIMEOUT_MS = 900_000;

interface Entry {
  record: QuestionRecord;
  /** Resolves when it waits no more. */
  ended: PromiseWithResolvers<void>;
  /** Calls its expiry off. */
  stop: () => void;
}

/**
 * What agents ask people and wait for. In memory alone: a run does not outlive the process, and nobody else needs the
 * answer; what was asked and answered stands in the transcript, as a call of a tool.
 */
export class Questions {
  readonly #deps: QuestionDeps;
  /** Oldest first. */
  readonly #entries = new Map<string, Entry>();
  #closed = false;

  constructor(deps: QuestionDeps) {
    this.#deps = deps;
  }

  /** Those that wait. */
  list(shows: ShowsQuestion): QuestionRecord[] {
    return this.#pending().flatMap(({ record }) => (shows(record) ? [record] : []));
  }

  /** One that waits, or ended lately. @throws RpcError NOT_FOUND, also when it is not shown */
  get(id: string, shows: ShowsQuestion): QuestionRecord {
    return this.#require(id, shows).record;
  }

  /**
   * Begins to wait.
   * @throws RpcError CONFLICT when the id is taken, INVALID_REQUEST when nobody could answer it, RATE_LIMITED past
   * {@link MOST_PENDING}
   */
  request({
    id = this.#deps.newId(),
    questions,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    ...of
  }: AskedQuestions): QuestionRecord {
    if (this.#closed) throw new RpcError("UNAVAILABLE", "The gateway is shutting down: ask again when it is back.");
    requireAnswerable(questions);
    if (this.#entries.has(id)) {
      throw refused("CONFLICT", "QUESTION_ID_IN_USE", `There is a question "${id}" already: choose another id.`);
    }
    if (this.#pending().length >= MOST_PENDING) {
      throw new RpcError("RATE_LIMITED", `${MOST_PENDING} questions wait already, the most there can be: answer some.`);
    }
    const { clock, timer, emit } = this.#deps;
    const now = clock();
    const record: QuestionRecord = {
      id,
      questions,
      ...of,
      createdAtMs: now,
      expiresAtMs: now + timeoutMs,
      status: "pending",
    };
    const stop = timer(timeoutMs, () => this.#end(id, { status: "expired" }));
    this.#entries.set(id, { record, ended: Promise.withResolvers(), stop });
    emit("question.requested", record);
    return record;
  }

  /** How it ended, once it has; `pending` when it has not within `timeoutMs`. @throws RpcError NOT_FOUND */
  async wait(
    id: string,
    shows: ShowsQuestion,
    { timeoutMs, signal }: { timeoutMs?: number | undefined; signal?: AbortSignal | undefined } = {},
  ): Promise<QuestionOutcome | { status: "pending" }> {
    const entry = this.#require(id, shows);
    const enough = Promise.withResolvers<void>();
    const stop = timeoutMs === undefined ? undefined : this.#deps.timer(timeoutMs, enough.resolve);
    const leave = () => enough.resolve();
    signal?.addEventListener("abort", leave, { once: true });
    if (entry.record.status === "pending") await Promise.race([entry.ended.promise, enough.promise]);
    stop?.();
    signal?.removeEventListener("abort", leave);
    // People come and go while somebody waits.
    if (!shows(entry.record)) throw notThere(id);
    return outcomeOf(entry.record);
  }

  /**
   * Answers it, or, without answers, declines to. The same words a second time change nothing.
   * @throws RpcError NOT_FOUND, CONFLICT when it waits no more, INVALID_REQUEST when the answers do not fit
   */
  resolve(
    id: string,
    shows: ShowsQuestion,
    answers: QuestionAnswers | undefined,
    by: string,
  ): Exclude<QuestionOutcome, { status: "expired" }> {
    const { record } = this.#require(id, shows);
    const outcome = answers
      ? { status: "answered" as const, answers: answersTo(record.questions, answers) }
      : { status: "cancelled" as const };
    if (record.status === "pending") this.#end(id, outcome, by);
    else if (JSON.stringify(outcomeOf(record)) !== JSON.stringify(outcome)) {
      throw refused("CONFLICT", "QUESTION_ALREADY_TERMINAL", TOO_LATE[record.status], { status: record.status });
    }
    return outcome;
  }

  /** The run is over, or its person says something else instead of answering. */
  cancelRun(runId: string): void {
    this.#cancel((record) => record.runId === runId);
  }

  /** Nothing is asked any more, and nobody waits. */
  close(): void {
    this.#closed = true;
    this.#cancel(() => true);
    this.#entries.clear();
  }

  #cancel(which: (record: QuestionRecord) => boolean): void {
    for (const { record } of this.#pending()) if (which(record)) this.#end(record.id, { status: "cancelled" });
  }

  #end(id: string, outcome: QuestionOutcome, resolvedBy?: string): void {
    const entry = this.#entries.get(id);
    if (entry?.record.status !== "pending") return;
    entry.stop();
    entry.record = { ...entry.record, ...outcome, ...(resolvedBy && { resolvedBy }) };
    const { audiences, emit } = this.#deps;
    emit("question.resolved", { id, ...outcome }, audiences.toldIn(entry.record.sessionKey));
    entry.ended.resolve();
    this.#forget();
  }

  #forget(): void {
    const ended = [...this.#entries.values()].filter(({ record }) => record.status !== "pending");
    for (const { record } of ended.slice(0, Math.max(0, ended.length - MOST_KEPT))) this.#entries.delete(record.id);
  }

  /** A timer may come late: what has expired does not wait for it. */
  #pending(): Entry[] {
    const now = this.#deps.clock();
    return [...this.#entries.values()].filter(({ record: { id, status, expiresAtMs } }) => {
      if (status !== "pending") return false;
      if (now < expiresAtMs) return true;
      this.#end(id, { status: "expired" });
      return false;
    });
  }

  #require(id: string, shows: ShowsQuestion): Entry {
    this.#pending();
    const entry = this.#entries.get(id);
    if (entry && shows(entry.record)) return entry;
    throw notThere(id);
  }
}

const TOO_LATE: Record<QuestionOutcome["status"], string> = {
  answered: "Somebody has answered it already, in other words.",
  cancelled: "It waits no more: somebody skipped it, or its run has ended.",
  expired: "It has expired, and the agent went on by its own judgement: tell it in the chat.",
};

/** A record has answers once it is answered. */
function outcomeOf({ status, answers = { answers: {} } }: QuestionRecord): QuestionOutcome | { status: "pending" } {
  return status === "answered" ? { status, answers } : { status };
}

function notThere(id: string): RpcError {
  return refused("NOT_FOUND", "QUESTION_NOT_FOUND", `There is no question "${id}": see question.list for what waits.`);
}

/** With OpenClaw's own word for why. */
function refused(code: "NOT_FOUND" | "CONFLICT", reason: string, message: string, details: object = {}): RpcError {
  return new RpcError(code, message, { details: { reason, ...details } });
}
