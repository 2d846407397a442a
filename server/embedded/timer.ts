/** Calls once after `ms`; returns what calls it off. */
export type Timer = (ms: number, act: () => void) => () => void;

/** The process's own timers; none of them keeps it alive. */
export const realTimer: Timer = (ms, act) => {
  const timeout = setTimeout(act, ms).unref();
  return () => clearTimeout(timeout);
};
