import { RpcError } from "../protocol/errors.ts";
import type { RunRecord } from "../store/contract.ts";
import type { RunLogger } from "./runs/contract.ts";

export interface UnsettledDeps {
  /** Stores that a run ended, and what is left of it. @throws RpcError STORAGE while that is not possible */
  interrupt(run: RunRecord, why: string): Promise<void>;
  logger: RunLogger;
  /** Milliseconds between two tries. Default 2,000. */
  retryMs?: number;
}

/** Beyond this many they are left to the next start, which finds them in the store as they were. */
export const MAX_UNSETTLED = 1_000;
const RETRY_MS = 2_000;

/**
 * Runs that are over, and whose end found no room in the store: what was accepted and said in them is put into their
 * transcripts as soon as there is room again.
 */
export class UnsettledRuns {
  readonly #deps: UnsettledDeps;
  readonly #runs = new Map<string, { run: RunRecord; why: string }>();
  #timer: NodeJS.Timeout | undefined;
  /** They are stored one after the other, whoever asks for it. */
  #storing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(deps: UnsettledDeps) {
    this.#deps = deps;
  }

  /** Keeps a run until it is stored; `why` says why it could not be. */
  add(run: RunRecord, why: string): void {
    if (this.#closed || this.#runs.size >= MAX_UNSETTLED) return;
    this.#runs.set(run.runId, { run, why });
    this.#later();
  }

  /**
   * Stores those of a session, so that what comes next in it stands behind them. Undefined when there are none: nobody
   * loses their turn by asking.
   * @throws RpcError STORAGE
   */
  settle(sessionKey: string): Promise<void> | undefined {
    const isOfSession = (run: RunRecord) => run.sessionKey === sessionKey;
    return [...this.#runs.values()].some(({ run }) => isOfSession(run)) ? this.#store(isOfSession) : undefined;
  }

  /** Tries no more. Idempotent. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#runs.clear();
  }

  #later(): void {
    if (this.#closed || this.#timer || this.#runs.size === 0) return;
    this.#timer = setTimeout(() => this.#tryAll(), this.#deps.retryMs ?? RETRY_MS).unref();
  }

  async #tryAll(): Promise<void> {
    // Still no room: the next try comes.
    await this.#store(() => true).catch(() => {});
    this.#timer = undefined;
    this.#later();
  }

  /** @throws RpcError STORAGE: where there is no room for one, there is none for those behind it */
  #store(fits: (run: RunRecord) => boolean): Promise<void> {
    const { interrupt, logger } = this.#deps;
    const storing = this.#storing.then(async () => {
      for (const { run, why } of [...this.#runs.values()]) {
        if (this.#closed) return;
        if (!fits(run)) continue;
        const { runId, sessionKey } = run;
        try {
          await interrupt(run, why);
          logger.warn({ runId, sessionKey }, "the end of a run was stored late");
        } catch (err) {
          if (err instanceof RpcError && err.code === "STORAGE") throw err;
          logger.error({ err, runId, sessionKey }, "the end of a run was not stored");
        }
        this.#runs.delete(runId);
      }
    });
    this.#storing = storing.catch(() => {});
    return storing;
  }
}
