import type { LogEntry, LogLevel } from "@/server/protocol/logs.ts";
import { LOG_LEVELS } from "./log-query.ts";

export type LevelCounts = Record<LogLevel, number>;

/** Lines of one second, by how urgent they are. */
export interface SecondCounts {
  calm: number;
  warn: number;
  error: number;
}

/** Counts of lines by source, level and second, kept as lines come and go. */
export class Tally {
  readonly #bySource = new Map<string, LevelCounts>();
  readonly #bySecond = new Map<number, SecondCounts>();

  /** @param shown whether the line is on screen, and so in the histogram, or only counted by level and source */
  add(entry: LogEntry, shown: boolean): void {
    this.#count(entry, shown, 1);
  }

  remove(entry: LogEntry, shown: boolean): void {
    this.#count(entry, shown, -1);
  }

  /** How many lines of each level the chosen sources have; none chosen means all. */
  levels(sources: readonly string[]): LevelCounts {
    const sums = emptyLevels();
    for (const [source, counts] of this.#bySource) {
      if (sources.length > 0 && !sources.includes(source)) continue;
      for (const level of LOG_LEVELS) sums[level] += counts[level];
    }
    return sums;
  }

  /** How many lines of the chosen levels each source has, sorted by name; none chosen means all. */
  sources(levels: readonly LogLevel[]): { source: string; count: number }[] {
    const wanted = levels.length > 0 ? levels : LOG_LEVELS;
    return [...this.#bySource]
      .map(([source, counts]) => ({ source, count: wanted.reduce((sum, level) => sum + counts[level], 0) }))
      .sort((a, b) => (a.source < b.source ? -1 : 1));
  }

  /** Lines on screen by second since 1970. */
  get seconds(): ReadonlyMap<number, SecondCounts> {
    return this.#bySecond;
  }

  #count(entry: LogEntry, shown: boolean, by: 1 | -1): void {
    const counts = this.#bySource.get(entry.source) ?? emptyLevels();
    counts[entry.level] += by;
    this.#bySource.set(entry.source, counts);
    if (!shown) return;
    const second = Math.floor(entry.time / 1000);
    const bar = this.#bySecond.get(second) ?? { calm: 0, warn: 0, error: 0 };
    bar[URGENCY[entry.level]] += by;
    if (bar.calm + bar.warn + bar.error > 0) this.#bySecond.set(second, bar);
    else this.#bySecond.delete(second);
  }
}

const URGENCY: Record<LogLevel, keyof SecondCounts> = {
  trace: "calm",
  debug: "calm",
  info: "calm",
  warn: "warn",
  error: "error",
  fatal: "error",
};

function emptyLevels(): LevelCounts {
  return { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
}
