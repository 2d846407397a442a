import type { Timer } from "../timer.ts";

/** Timers that go off when a test says so. */
export class HandTimers {
  readonly #waiting = new Set<{ ms: number; act: () => void }>();

  readonly set: Timer = (ms, act) => {
    const timer = { ms, act };
    this.#waiting.add(timer);
    return () => void this.#waiting.delete(timer);
  };

  /** Lets those go off that were set for so long. */
  fire(ms: number): void {
    for (const timer of [...this.#waiting]) {
      if (timer.ms === ms && this.#waiting.delete(timer)) timer.act();
    }
  }
}
