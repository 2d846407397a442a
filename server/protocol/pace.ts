/** Calls once, after so many milliseconds; returns what cancels it. */
export type Defer = (call: () => void, ms: number) => () => void;

/** The process's own timers; one that waits does not keep the process up. */
export const defer: Defer = (call, ms) => {
  const timer = setTimeout(call, ms).unref();
  return () => clearTimeout(timer);
};

/**
 * Words of a run that come within this many milliseconds are told as one, the first of them at once. Each telling costs
 * its frame, which is more than what most models say in that time: at this pace a reader gets less than three times the
 * text, the stored message included.
 */
export const DELTA_PACE_MS = 150;

/**
 * Keeps what is told often from being told too often: the first time at once, then whatever came during a pause as one,
 * when the pause ends. Nothing that was asked for is left out.
 */
export class Pace {
  readonly #tell: () => void;
  readonly #ms: number;
  readonly #later: Defer;
  #waits = false;
  /** Ends the pause after what was told last; undefined when there is none. */
  #endPause: (() => void) | undefined;

  /**
   * @param tell tells all that there is to tell at that moment
   * @param ms the pause after each telling, in milliseconds
   */
  constructor(tell: () => void, ms: number, later: Defer = defer) {
    this.#tell = tell;
    this.#ms = ms;
    this.#later = later;
  }

  /** There is something to tell. */
  ask(): void {
    this.#waits = true;
    if (!this.#endPause) this.#tellAndPause();
  }

  /** Tells at once what waits, and ends the pause. To be called before anything is told that came after it. */
  flush(): void {
    this.#endPause?.();
    this.#endPause = undefined;
    if (!this.#waits) return;
    this.#waits = false;
    this.#tell();
  }

  #tellAndPause(): void {
    this.#waits = false;
    this.#tell();
    this.#endPause = this.#later(() => {
      this.#endPause = undefined;
      if (this.#waits) this.#tellAndPause();
    }, this.#ms);
  }
}
