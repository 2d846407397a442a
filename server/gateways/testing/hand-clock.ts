import type { LeaseClock } from "../lease.ts";

/** Time that passes when the test says so. */
export function handClock() {
  let now = 0;
  let timers: { at: number; call: () => void }[] = [];
  const clock: LeaseClock = {
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  return {
    clock,
    get waiting() {
      return timers.length;
    },
    pass(ms: number) {
      const until = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = next.at;
        next.call();
      }
      now = until;
    },
  };
}
