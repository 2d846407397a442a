const TICK_MS = 10_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One ticker for every relative time on the page; it stands still while nobody shows one. */
export function subscribeClock(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, as coarse as the ticker: equal between two ticks, so that a store reading it is stable. */
export function clockNow(): number {
  return Math.floor(Date.now() / TICK_MS) * TICK_MS;
}
