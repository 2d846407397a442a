/** How much the newest round trip counts. */
const WEIGHT = 0.3;

/** How long round trips take, smoothed: one slow answer moves it by less than a third. */
export class Latency {
  readonly #now: () => number;
  #ms: number | undefined;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Milliseconds; undefined before the first round trip. */
  get ms(): number | undefined {
    return this.#ms;
  }

  /** Counts a round trip that succeeds; one that fails says nothing of the way. */
  async measure<Result>(trip: () => Promise<Result>): Promise<Result> {
    const began = this.#now();
    const result = await trip();
    const took = this.#now() - began;
    this.#ms = this.#ms === undefined ? took : this.#ms + WEIGHT * (took - this.#ms);
    return result;
  }
}
