import type { InFlightRun } from "../protocol/chat.ts";
import { RpcError } from "../protocol/errors.ts";
import type { RunRecord } from "../store/contract.ts";

export type QueueMode = "followup" | "collect" | "steer" | "interrupt";

/** Why a run is stopped before its end. */
export type StopCause = "user" | "superseded" | "shutdown" | "timeout";

/** An accepted run that has not begun. With `run.input` its message is not in the transcript yet. */
export interface WaitingRun {
  run: RunRecord;
  mode: QueueMode;
  thinking?: string;
  timeoutMs?: number;
  /** The model is told nothing of what was said in the session before. */
  alone?: boolean;
}

/** A run that is going on. */
export interface ActiveTurn {
  readonly run: RunRecord;
  /** Whether it was going on still. `done` tells when it has really stopped. */
  stop(cause: StopCause): boolean;
  /** Settled once its end is stored and told. Never rejects. */
  readonly done: Promise<void>;
  snapshot(): InFlightRun;
  /** What it has taken up and is about to put into the transcript. */
  unheard(): WaitingRun[];
}

/** Begins a run with the first of the batch; the others are heard by it as well. `release` frees its place at once. */
export type BeginTurn = (batch: [WaitingRun, ...WaitingRun[]], release: () => void) => ActiveTurn;

export const MAX_WAITING_PER_SESSION = 50;
export const MAX_WAITING = 1_000;
const RETRY_MS = 2_000;

interface Lane {
  waiting: { entry: WaitingRun; ticket: number }[];
  /** For the run that is going on, at its next step. */
  steering: WaitingRun[];
  active?: ActiveTurn;
  /** Of the run that goes on. */
  place?: Place;
  holds: number;
}

interface Place {
  isFree: boolean;
  /** For how many things the run waits for a person. */
  rests: number;
}

/**
 * Decides when a run begins: those of one session in order, one at a time, and at most `limit` over all sessions, not
 * counting those that wait for a person. Sessions take turns by who has waited longest.
 */
export class RunQueue {
  readonly limit: number;
  readonly #begin: BeginTurn;
  readonly #lanes = new Map<string, Lane>();
  #running = 0;
  #lastTicket = 0;
  #stopped = false;

  constructor({ limit, begin }: { limit: number; begin: BeginTurn }) {
    this.limit = limit;
    this.#begin = begin;
  }

  /** @throws RpcError RATE_LIMITED when too much waits already */
  admit(key: string): void {
    const here = this.waiting(key).length;
    if (here < MAX_WAITING_PER_SESSION && this.#countWaiting() < MAX_WAITING) return;
    throw new RpcError("RATE_LIMITED", `${here} messages wait in this session already: let one be answered first.`, {
      retryAfterMs: RETRY_MS,
    });
  }

  /** Whether nothing is going on or waiting in the session. */
  isIdle(key: string): boolean {
    return !this.#lanes.has(key);
  }

  /**
   * Puts a run behind those that wait in its session, an interrupting one before them; but never before one whose
   * message stands in the transcript, because it would be answered in the wrong place.
   */
  add(entry: WaitingRun): void {
    const lane = this.#lane(entry.run.sessionKey);
    this.#lastTicket += 1;
    const place = { entry, ticket: this.#lastTicket };
    const front = lane.waiting.filter(({ entry: { run } }) => run.input === undefined).length;
    lane.waiting.splice(entry.mode === "interrupt" ? front : lane.waiting.length, 0, place);
    this.#pump();
  }

  /** Leaves an input for the run that is going on; false when there is none. */
  steer(entry: WaitingRun): boolean {
    const lane = this.#lanes.get(entry.run.sessionKey);
    if (!lane?.active) return false;
    lane.steering.push(entry);
    return true;
  }

  /** What was left for the run that is going on, each once. */
  takeSteering(key: string): WaitingRun[] {
    return this.#lanes.get(key)?.steering.splice(0) ?? [];
  }

  active(key: string): ActiveTurn | undefined {
    return this.#lanes.get(key)?.active;
  }

  /** In the order in which they will be heard. */
  waiting(key: string): WaitingRun[] {
    const lane = this.#lanes.get(key);
    return lane ? [...lane.steering, ...lane.waiting.map(({ entry }) => entry)] : [];
  }

  /** Takes waiting runs out: one, or all of the session. */
  withdraw(key: string, runId?: string): WaitingRun[] {
    const taken = this.waiting(key).filter(({ run }) => runId === undefined || run.runId === runId);
    const lane = this.#lanes.get(key);
    if (!lane) return taken;
    lane.steering = lane.steering.filter((entry) => !taken.includes(entry));
    lane.waiting = lane.waiting.filter(({ entry }) => !taken.includes(entry));
    this.#sweep(key, lane);
    return taken;
  }

  /** Lets no run of the session begin until the returned function is called. */
  hold(key: string): () => void {
    const lane = this.#lane(key);
    lane.holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      lane.holds -= 1;
      this.#sweep(key, lane);
      this.#pump();
    };
  }

  /**
   * The run waits for a person: its place is others' until the returned function is called. Then it goes on at once, if
   * need be as one more than `limit`. Of a run that does not go on in the session there is nothing to free.
   */
  rest(key: string, runId: string): () => void {
    const lane = this.#lanes.get(key);
    const place = lane?.active?.run.runId === runId ? lane.place : undefined;
    if (!place) return () => {};
    place.rests += 1;
    if (place.rests === 1) {
      this.#running -= 1;
      // Not before all have heard what it waits for.
      queueMicrotask(() => this.#pump());
    }
    let isResting = true;
    return () => {
      if (!isResting) return;
      isResting = false;
      place.rests -= 1;
      if (place.rests === 0 && !place.isFree) this.#running += 1;
    };
  }

  keys(): string[] {
    return [...this.#lanes.keys()];
  }

  actives(): ActiveTurn[] {
    return [...this.#lanes.values()].flatMap(({ active }) => active ?? []);
  }

  /** Runs that have been accepted and have not begun, over all sessions. */
  queued(): WaitingRun[] {
    return this.keys().flatMap((key) => this.waiting(key));
  }

  /** From now on nothing begins. */
  stop(): void {
    this.#stopped = true;
  }

  #pump(): void {
    while (!this.#stopped && this.#running < this.limit) {
      const next = this.#next();
      if (!next) return;
      this.#start(next.key, next.lane);
    }
  }

  #next(): { key: string; lane: Lane } | undefined {
    let found: { key: string; lane: Lane; ticket: number } | undefined;
    for (const [key, lane] of this.#lanes) {
      const ticket = lane.waiting[0]?.ticket;
      if (ticket === undefined || lane.active || lane.holds > 0) continue;
      if (!found || ticket < found.ticket) found = { key, lane, ticket };
    }
    return found;
  }

  #start(key: string, lane: Lane): void {
    const batch = takeBatch(lane);
    if (!batch) return;
    this.#running += 1;
    const place: Place = { isFree: false, rests: 0 };
    const release = () => {
      if (place.isFree) return;
      place.isFree = true;
      if (place.rests === 0) this.#running -= 1;
      lane.active = undefined;
      // What came too late for a next step is answered next.
      const late = lane.steering.splice(0).map((entry) => ({ entry, ticket: 0 }));
      lane.waiting.unshift(...late);
      this.#sweep(key, lane);
    };
    lane.place = place;
    lane.active = this.#begin(batch, release);
    lane.active.done.then(() => {
      release();
      this.#pump();
    });
  }

  #lane(key: string): Lane {
    const lane = this.#lanes.get(key) ?? { waiting: [], steering: [], holds: 0 };
    this.#lanes.set(key, lane);
    return lane;
  }

  #sweep(key: string, lane: Lane): void {
    const empty = !lane.active && lane.waiting.length === 0 && lane.steering.length === 0 && lane.holds === 0;
    if (empty && this.#lanes.get(key) === lane) this.#lanes.delete(key);
  }

  #countWaiting(): number {
    let count = 0;
    for (const lane of this.#lanes.values()) count += lane.waiting.length + lane.steering.length;
    return count;
  }
}

/** The first that waits, with those right behind it that want to be joined into it. */
function takeBatch(lane: Lane): [WaitingRun, ...WaitingRun[]] | undefined {
  const first = lane.waiting.shift();
  if (!first) return undefined;
  const batch: [WaitingRun, ...WaitingRun[]] = [first.entry];
  while (lane.waiting[0]?.entry.mode === "collect") {
    const joined = lane.waiting.shift();
    if (joined) batch.push(joined.entry);
  }
  return batch;
}
