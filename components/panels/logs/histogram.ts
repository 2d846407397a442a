import type { SecondCounts } from "./log-tally.ts";

/** Lines over time in bars of the same width. */
export interface Histogram {
  /** Start of the first bar and end of the last, milliseconds since 1970. */
  from: number;
  to: number;
  /** Width of one bar in milliseconds. */
  step: number;
  bars: SecondCounts[];
  /** The highest bar. */
  peak: number;
}

/** Widths that people count in, in seconds: 1 s to a week. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800];

/**
 * At most `most` bars over all seconds that have lines; undefined when there are none.
 * @param seconds counts by second since 1970
 */
export function histogramOf(seconds: ReadonlyMap<number, SecondCounts>, most: number): Histogram | undefined {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const second of seconds.keys()) {
    if (second < first) first = second;
    if (second > last) last = second;
  }
  if (first > last) return undefined;
  const step = stepFor(first, last, most);
  const start = Math.floor(first / step) * step;
  const bars = Array.from({ length: Math.floor((last - start) / step) + 1 }, () => ({ calm: 0, warn: 0, error: 0 }));
  let peak = 0;
  for (const [second, { calm, warn, error }] of seconds) {
    const bar = bars[Math.floor((second - start) / step)];
    if (!bar) continue;
    bar.calm += calm;
    bar.warn += warn;
    bar.error += error;
    peak = Math.max(peak, bar.calm + bar.warn + bar.error);
  }
  return { from: start * 1000, to: (start + bars.length * step) * 1000, step: step * 1000, bars, peak };
}

function stepFor(first: number, last: number, most: number): number {
  // One bar more than the span asks for: the first begins before its first line.
  const fits = (step: number) => Math.floor(last / step) - Math.floor(first / step) + 1 <= most;
  return STEPS.find(fits) ?? Math.ceil((last - first + 1) / (most - 1));
}
