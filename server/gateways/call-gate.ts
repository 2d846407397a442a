import { RpcError } from "../protocol/errors.ts";

interface Waiting {
  start: () => void;
}

/**
 * Bounds how many calls are on their way to a gateway at once, and lets equal reads share one.
 * A real gateway refuses more than 256 at a time, for all of its clients together.
 */
export class CallGate {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: Waiting[] = [];
  readonly #shared = new Map<string, Promise<unknown>>();
  #running = 0;

  constructor(options: { most: number; mostWaiting: number }) {
    this.#most = options.most;
    this.#mostWaiting = options.mostWaiting;
  }

  /**
   * @param shareKey equal keys of calls that are on their way share one answer; left out, the call is its own
   * @throws RpcError RATE_LIMITED when too many wait already
   */
  run<Result>(call: () => Promise<Result>, shareKey?: string): Promise<Result> {
    // It may have changed what is being read meanwhile.
    if (shareKey === undefined) return this.#admit(call).finally(() => this.renew());
    const going = this.#shared.get(shareKey);
    if (going) return going as Promise<Result>;
    const mine = this.#admit(call).finally(() => {
      if (this.#shared.get(shareKey) === mine) this.#shared.delete(shareKey);
    });
    this.#shared.set(shareKey, mine);
    return mine;
  }

  /** Something has changed: what was asked before is no answer to who asks from now on. */
  renew(): void {
    this.#shared.clear();
  }

  async #admit<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#most) {
      if (this.#waiting.length >= this.#mostWaiting) {
        throw new RpcError("RATE_LIMITED", "Too many calls wait for this gateway: try again in a moment.", {
          retryAfterMs: 1_000,
        });
      }
      await new Promise<void>((start) => this.#waiting.push({ start }));
    } else this.#running += 1;
    try {
      return await call();
    } finally {
      const next = this.#waiting.shift();
      if (next) next.start();
      else this.#running -= 1;
    }
  }
}
