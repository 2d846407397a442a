/** How long a connection stays after the last one who wanted it. Milliseconds. */
export const GRACE_MS = 30_000;

/** Timers as a lease needs them. */
export interface LeaseClock {
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  after(ms: number, call: () => void): () => void;
}

export interface LeaseOptions {
  /** Called when somebody wants it after nobody did. */
  wake(): void;
  /** Called when nobody has wanted it for the grace. */
  rest(): void;
  /** Default {@link GRACE_MS}. */
  graceMs?: number;
  clock?: LeaseClock;
}

/**
 * Counts who wants something that is expensive to keep, and lets go of it a while after the last of them.
 *
 * ```
 *            hold               last release
 *   resting ──────▶ held ────────────────────────▶ leaving
 *      ▲              ▲            hold               │
 *      │              └───────────────────────────────┤
 *      └──────────────────────────────────────────────┘ the whole grace has passed
 * ```
 */
export class Lease {
  readonly #options: Required<LeaseOptions>;
  readonly #holders = new Map<symbol, (() => void) | undefined>();
  #state: { state: "resting" | "held" | "closed" } | { state: "leaving"; stop: () => void } = { state: "resting" };

  constructor(options: LeaseOptions) {
    this.#options = { graceMs: GRACE_MS, clock: realClock, ...options };
  }

  get isResting(): boolean {
    return this.#state.state === "resting";
  }

  /**
   * Wants it until the returned function is called; calling that again does nothing.
   * @param mostMs a holder that may never be released counts for at most this long
   */
  hold(mostMs?: number): () => void {
    if (this.#state.state === "closed") return () => {};
    const holder = Symbol();
    const stop = mostMs === undefined ? undefined : this.#options.clock.after(mostMs, () => this.#release(holder));
    this.#holders.set(holder, stop);
    const before = this.#state;
    if (before.state === "leaving") before.stop();
    this.#state = { state: "held" };
    if (before.state === "resting") this.#options.wake();
    return () => this.#release(holder);
  }

  /** Ends without resting. Idempotent. */
  close(): void {
    if (this.#state.state === "leaving") this.#state.stop();
    for (const stop of this.#holders.values()) stop?.();
    this.#holders.clear();
    this.#state = { state: "closed" };
  }

  #release(holder: symbol): void {
    this.#holders.get(holder)?.();
    if (!this.#holders.delete(holder) || this.#holders.size > 0) return;
    const { clock, graceMs, rest } = this.#options;
    const stop = clock.after(graceMs, () => {
      this.#state = { state: "resting" };
      rest();
    });
    this.#state = { state: "leaving", stop };
  }
}

const realClock: LeaseClock = {
  after(ms, call) {
    const timer = setTimeout(call, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
