export type Unsubscribe = () => void;

/** Those who want to hear of something. One that throws takes nothing from the others. */
export class Listeners<Said extends unknown[]> {
  readonly #listeners = new Set<(...said: Said) => void>();
  readonly #onFault: (error: unknown) => void;

  /** @param onFault hears what listeners throw */
  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** The same function given twice is two listeners; each is taken away by what its adding returned. */
  add(listener: (...said: Said) => void): Unsubscribe {
    const own = (...said: Said) => listener(...said);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Tells those who are there now, in the order in which they came. */
  tell(...said: Said): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(...said);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }
}
