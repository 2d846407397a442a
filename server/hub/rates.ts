/** So many at once, and so many a second in the long run. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Lets so many through at once, and so many a second in the long run. */
export class RateGate {
  readonly #rate: Rate;
  readonly #now: () => number;
  #credit: number;
  #at: number;

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
    this.#credit = rate.burst;
    this.#at = now();
  }

  /** 0 when one more may pass, which is then counted; else the milliseconds until it may. */
  take(): number {
    const now = this.#now();
    const earned = ((now - this.#at) / 1_000) * this.#rate.perSecond;
    this.#credit = Math.min(this.#rate.burst, this.#credit + Math.max(0, earned));
    this.#at = now;
    if (this.#credit >= 1) {
      this.#credit -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.#credit) / this.#rate.perSecond) * 1_000);
  }
}

/** Principals whose gates are remembered; the one that came first is forgotten first. */
const MAX_KEYS = 10_000;

/** One gate for each key, which outlives the connections that share it. */
export class SharedRates {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #gates = new Map<string, RateGate>();

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  get size(): number {
    return this.#gates.size;
  }

  of(key: string): RateGate {
    const known = this.#gates.get(key);
    if (known) return known;
    const [oldest] = this.#gates.keys();
    if (oldest !== undefined && this.#gates.size >= MAX_KEYS) this.#gates.delete(oldest);
    const gate = new RateGate(this.#rate, this.#now);
    this.#gates.set(key, gate);
    return gate;
  }
}
