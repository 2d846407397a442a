const MAX_KEYS = 10_000;

/** Counts happenings by key within a sliding window; the oldest keys give way past 10,000. */
export class Throttle {
  readonly #times = new Map<string, number[]>();
  readonly #options: { limit: number; windowMs: number; now: () => number };

  constructor(options: { limit: number; windowMs: number; now: () => number }) {
    this.#options = options;
  }

  count(key: string): void {
    const times = this.#recent(key);
    this.#times.delete(key);
    this.#times.set(key, [...times, this.#options.now()].slice(-this.#options.limit));
    for (const oldest of this.#times.keys()) {
      if (this.#times.size <= MAX_KEYS) break;
      this.#times.delete(oldest);
    }
  }

  exhausted(key: string): boolean {
    return this.#recent(key).length >= this.#options.limit;
  }

  #recent(key: string): number[] {
    const since = this.#options.now() - this.#options.windowMs;
    return (this.#times.get(key) ?? []).filter((time) => time > since);
  }
}
