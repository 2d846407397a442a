import type { LogEntry, LogLevel } from "@/server/protocol/methods.ts";
import { EntryQueue } from "./entry-queue.ts";
import { type LogQuery, matcherOf } from "./log-query.ts";
import { Tally } from "./log-tally.ts";

/** How far a look through the lines has come. */
export interface LogViewState {
  /** Grows with every change. */
  version: number;
  /** Lines that were looked at, of those that are there. */
  searched: number;
  total: number;
  matches: number;
  /** False while lines are left to look at: call `advance` again. */
  complete: boolean;
}

/** Lines looked at between two looks at the clock. */
const SLICE_LINES = 500;

/**
 * The lines that a query wants, kept up to date as lines come at the end and go at the front. Looks at each line once,
 * in slices, so that a hundred thousand lines never hold up a frame.
 */
export class LogView {
  readonly #query: LogQuery;
  readonly #matches: (entry: LogEntry) => boolean;
  readonly #levels: ReadonlySet<LogLevel>;
  readonly #sources: ReadonlySet<string>;
  readonly #candidates = new EntryQueue();
  readonly #wanted = new EntryQueue();
  readonly tally = new Tally();
  /** The cursor of the last line that was looked at. */
  #seen = Number.NEGATIVE_INFINITY;
  #version = 0;

  constructor(query: LogQuery) {
    this.#query = query;
    this.#matches = matcherOf(query);
    this.#levels = new Set(query.levels);
    this.#sources = new Set(query.sources);
  }

  /** The number of wanted lines that have left at the front: a line's place plus this never changes. */
  get dropped(): number {
    return this.#wanted.dropped;
  }

  get size(): number {
    return this.#wanted.size;
  }

  at(index: number): LogEntry | undefined {
    return this.#wanted.at(index);
  }

  /** Where the first wanted line at or after a cursor stands; `size` when there is none. */
  indexOf(cursor: number): number {
    return lowerBound(this.size, (index) => (this.at(index)?.cursor ?? 0) >= cursor);
  }

  /** A copy of all wanted lines, oldest first. */
  entries(): LogEntry[] {
    return this.#wanted.toArray();
  }

  /**
   * Takes the lines as they are now and looks at those that are new.
   * @param lines oldest first, cursors growing
   * @param now milliseconds since 1970, for a range that moves with the clock
   * @param until asked now and then; looking stops when it answers true
   */
  advance(lines: readonly LogEntry[], now: number, until: () => boolean = () => false): LogViewState {
    const least = this.#leastTime(now);
    this.#forgetBefore(lines[0]?.cursor ?? Number.POSITIVE_INFINITY, least);
    let next = lowerBound(lines.length, (index) => (lines[index]?.cursor ?? 0) > this.#seen);
    while (next < lines.length) {
      const end = Math.min(lines.length, next + SLICE_LINES);
      for (; next < end; next += 1) this.#look(lines[next], least);
      if (until()) break;
    }
    this.#version += 1;
    return {
      version: this.#version,
      searched: next,
      total: lines.length,
      matches: this.size,
      complete: next >= lines.length,
    };
  }

  #look(entry: LogEntry | undefined, least: number): void {
    if (!entry) return;
    this.#seen = entry.cursor;
    if (entry.time < least || !this.#matches(entry)) return;
    this.#candidates.push(entry);
    const wanted =
      (this.#levels.size === 0 || this.#levels.has(entry.level)) &&
      (this.#sources.size === 0 || this.#sources.has(entry.source));
    if (wanted) this.#wanted.push(entry);
    this.tally.add(entry, wanted);
  }

  #forgetBefore(cursor: number, least: number): void {
    for (let entry = this.#candidates.first; entry; entry = this.#candidates.first) {
      if (entry.cursor >= cursor && entry.time >= least) return;
      const wanted = entry === this.#wanted.first;
      this.#candidates.shift();
      if (wanted) this.#wanted.shift();
      this.tally.remove(entry, wanted);
    }
  }

  #leastTime(now: number): number {
    const { range } = this.#query;
    return range.kind === "last" ? now - range.ms : Number.NEGATIVE_INFINITY;
  }
}

/** The first index for which a condition holds that stays true from there on; `size` when it never does. */
function lowerBound(size: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
