/** One timer for all who show something that grows old. */
export interface Ticker {
  /** Calls at each tick; the timer stands still while nobody listens. */
  subscribe: (listener: () => void) => () => void;
  /** Milliseconds since 1970, as coarse as the ticks: equal between two of them, so that a store reading it is stable. */
  now: () => number;
}

/** For relative times, which say minutes at the finest. */
export const slowTicker = createTicker(10_000);

/** For what runs now, second by second. */
export const secondTicker = createTicker(1_000);

export function createTicker(tickMs: number): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        for (const each of listeners) each();
      }, tickMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    now: () => Math.floor(Date.now() / tickMs) * tickMs,
  };
}
