/** Something that has bytes to write. */
export interface Flushable {
  flush(): void;
}

/**
 * Writes once a tick: whoever asks during one turn of the event loop is flushed, once, at its end.
 */
export class Flusher {
  readonly #waiting = new Set<Flushable>();
  readonly #onFault: (error: unknown) => void;
  #armed = false;
  #tick = 0;

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  /** Grows by one each time the event loop comes round with something to flush. */
  get tick(): number {
    return this.#tick;
  }

  schedule(flushable: Flushable): void {
    this.#waiting.add(flushable);
    this.arm();
  }

  /** Makes sure that {@link tick} grows at the end of this turn. */
  arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    setImmediate(this.#run);
  }

  readonly #run = (): void => {
    this.#armed = false;
    this.#tick += 1;
    const flushables = [...this.#waiting];
    this.#waiting.clear();
    for (const flushable of flushables) {
      try {
        flushable.flush();
      } catch (error) {
        this.#onFault(error);
      }
    }
  };
}
