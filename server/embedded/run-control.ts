import type { RunRecord, Store } from "../store/contract.ts";
import type { Emit } from "./event-bus.ts";
import { LiveRun } from "./live-run.ts";
import type { RunQueue, WaitingRun } from "./run-queue.ts";
import type { Clock, RunLogger } from "./runs/contract.ts";
import type { SessionBook } from "./session-book.ts";

/** Stops runs, and keeps sessions quiet while they are changed. */
export class RunControl {
  readonly #store: Store;
  readonly #book: SessionBook;
  readonly #queue: RunQueue;
  readonly #emit: Emit;
  readonly #clock: Clock;
  readonly #logger: RunLogger;

  constructor(deps: {
    store: Store;
    book: SessionBook;
    queue: RunQueue;
    emit: Emit;
    clock: Clock;
    logger: RunLogger;
  }) {
    this.#store = deps.store;
    this.#book = deps.book;
    this.#queue = deps.queue;
    this.#emit = deps.emit;
    this.#clock = deps.clock;
    this.#logger = deps.logger;
  }

  /**
   * Ends one run, or all that go on or wait in the session. Resolves the ids of those that it ended, once the
   * provider's stream has really stopped and the end is stored.
   */
  async abort(key: string, runId?: string): Promise<string[]> {
    const { turn, stopped, cancelled } = await this.#book.exclusive(key, async () => {
      const waiting = this.#queue.withdraw(key, runId);
      const active = this.#queue.active(key);
      const turn = runId === undefined || active?.run.runId === runId ? active : undefined;
      const stopped = turn?.stop("user") ? [turn.run.runId] : [];
      await this.#cancel(key, waiting);
      return { turn, stopped, cancelled: waiting.map(({ run }) => run.runId) };
    });
    // Also when it was at its end by itself: afterwards nothing of it is written any more.
    await turn?.done;
    return [...stopped, ...cancelled];
  }

  /**
   * Does something to a session while nothing goes on in it: what went on or waited at the moment of asking is ended
   * first. What is sent meanwhile waits, and begins afterwards.
   */
  async quiesced<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const release = this.#queue.hold(key);
    try {
      await this.abort(key);
      return await this.#book.exclusive(key, act);
    } finally {
      release();
    }
  }

  /** To be called inside of the session's {@link SessionBook.exclusive}. */
  async cancelWaiting(key: string): Promise<void> {
    await this.#cancel(key, this.#queue.withdraw(key));
  }

  async abortAgent(agentId: string): Promise<void> {
    const runs = [...this.#queue.actives(), ...this.#queue.queued()].map(({ run }) => run);
    const keys = new Set(runs.filter((run) => run.agentId === agentId).map((run) => run.sessionKey));
    await Promise.all([...keys].map((key) => this.abort(key)));
  }

  /** Stops what goes on and stores it as interrupted; nothing begins any more. */
  async stopAll(): Promise<void> {
    this.#queue.stop();
    await Promise.all(
      this.#queue.actives().map((active) => {
        active.stop("shutdown");
        return active.done;
      }),
    );
  }

  /** What was accepted and never began: its words go into the transcript, so that they are not lost. */
  async interruptWaiting(interrupt: (run: RunRecord) => Promise<void>): Promise<void> {
    for (const key of this.#queue.keys()) {
      for (const { run } of this.#queue.withdraw(key)) {
        await interrupt(run).catch((err) =>
          this.#logger.error({ err, runId: run.runId, sessionKey: key }, "a waiting run was not stored"),
        );
        new LiveRun(run, this.#live()).end({ state: "aborted", stopReason: "interrupted" });
      }
    }
  }

  async #cancel(key: string, waiting: readonly WaitingRun[]): Promise<void> {
    for (const { run } of waiting) {
      try {
        await this.#store.runs.put({ ...run, state: "killed", endedAt: this.#clock() });
      } finally {
        new LiveRun(run, this.#live()).end({ state: "aborted", stopReason: "aborted" });
      }
    }
    const session = waiting.length > 0 ? await this.#book.get(key) : undefined;
    if (session) this.#book.changed(session, "run");
  }

  #live() {
    return { emit: this.#emit, clock: this.#clock };
  }
}
