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

  /** Tries no more. Idempotent. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#runs.clear();
  }

  #later(): void {
    if (this.#closed || this.#timer || this.#runs.size === 0) return;
    this.#timer = setTimeout(() => this.#settleAll(), this.#deps.retryMs ?? RETRY_MS).unref();
  }

  async #settleAll(): Promise<void> {
    const { interrupt, logger } = this.#deps;
    for (const { run, why } of [...this.#runs.values()]) {
      const { runId, sessionKey } = run;
      try {
        await interrupt(run, why);
        logger.warn({ runId, sessionKey }, "the end of a run was stored late");
      } catch (err) {
        // Still no room: nor is there for those behind it.
        if (err instanceof RpcError && err.code === "STORAGE") break;
        logger.error({ err, runId, sessionKey }, "the end of a run was not stored");
      }
      this.#runs.delete(runId);
    }
    this.#timer = undefined;
    this.#later();
  }
}
