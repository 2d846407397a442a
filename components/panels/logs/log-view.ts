import type { LogEntry, LogLevel } from "@/server/protocol/logs.ts";
import { EntryQueue } from "./entry-queue.ts";
import { type LogQuery, matcherOf } from "./log-query.ts";
import { Tally } from "./log-tally.ts";

/** How far a look through the lines has come. */
export interface LogViewState {
  /** Grows with every look. */
  version: number;
  /** Lines that were looked at, of those that are there. */
  searched: number;
  total: number;
  /** Wanted lines, and the number of the first of them. */
  matches: number;
  base: number;
  /** False while lines are left to look at: call `advance` again. */
  complete: boolean;
}

/** Lines looked at between two looks at the clock. */
const SLICE_LINES = 250;

/**
 * The lines that a query wants, kept up to date as lines come at either end and go at the front. Looks at each line
 * once, the newest first, in slices, so that a hundred thousand lines never hold up a frame.
 */
export class LogView {
  #tally = new Tally();
  readonly #query: LogQuery;
  readonly #matches: (entry: LogEntry) => boolean;
  readonly #levels: ReadonlySet<LogLevel>;
  readonly #sources: ReadonlySet<string>;
  /** Wanted but for level and source, which are only counted. */
  #candidates = new EntryQueue();
  #wanted = new EntryQueue();
  /** Cursors of the first and last line that were looked at; all between them were too. */
  #seen: { first: number; last: number } | undefined;
  #version = 0;

  constructor(query: LogQuery) {
    this.#query = query;
    this.#matches = matcherOf(query);
    this.#levels = new Set(query.levels);
    this.#sources = new Set(query.sources);
  }

  get tally(): Tally {
    return this.#tally;
  }

  /**
   * The wanted line of that number. Wanted lines are numbered in their order, and keep their number while others come or
   * go before them; undefined when it has gone.
   */
  line(number: number): LogEntry | undefined {
    return this.#wanted.at(number - this.#wanted.base);
  }

  /** The number of the first wanted line at or after a cursor; one more than the last when there is none. */
  numberOf(cursor: number): number {
    const { base, size } = this.#wanted;
    return base + lowerBound(size, (index) => (this.#wanted.at(index)?.cursor ?? 0) >= cursor);
  }

  /** A copy of all wanted lines, oldest first. */
  entries(): LogEntry[] {
    return this.#wanted.toArray();
  }

  /**
   * Takes the lines as they are now and looks at those that it has not seen.
   * @param lines oldest first, cursors growing
   * @param now milliseconds since 1970, for a range that moves with the clock
   * @param until asked now and then; looking stops when it answers true
   */
  advance(lines: readonly LogEntry[], now: number, until: () => boolean = () => false): LogViewState {
    // Lines only ever leave at the front. When the newest is gone, this is another log.
    if (this.#seen && (lines.at(-1)?.cursor ?? Number.NEGATIVE_INFINITY) < this.#seen.last) this.#restart();
    const { range } = this.#query;
    const least = range.kind === "last" ? now - range.ms : Number.NEGATIVE_INFINITY;
    this.#forgetBefore(lines[0]?.cursor ?? Number.POSITIVE_INFINITY, least);

    const { first = Number.POSITIVE_INFINITY, last = Number.POSITIVE_INFINITY } = this.#seen ?? {};
    let start = placeOf(lines, first);
    let end = Math.max(start, placeOf(lines, last + 1));
    if (this.#seen) end = this.#lookForward(lines, end, least, until);
    start = this.#lookBack(lines, start, least, until);
    this.#seen = spanOf(lines, start, end);

    this.#version += 1;
    const searched = end - start;
    const { length: total } = lines;
    const { size: matches, base } = this.#wanted;
    return { version: this.#version, searched, total, matches, base, complete: searched === total };
  }

  #lookForward(lines: readonly LogEntry[], from: number, least: number, until: () => boolean): number {
    let end = from;
    while (end < lines.length) {
      for (const entry of lines.slice(end, end + SLICE_LINES)) {
        end += 1;
        if (!this.#isCandidate(entry, least)) continue;
        this.#candidates.push(entry);
        const wanted = this.#isWanted(entry);
        if (wanted) this.#wanted.push(entry);
        this.#tally.add(entry, wanted);
      }
      if (until()) break;
    }
    return end;
  }

  #lookBack(lines: readonly LogEntry[], from: number, least: number, until: () => boolean): number {
    let start = from;
    const slices: LogEntry[][] = [];
    while (start > 0) {
      const slice = lines.slice(Math.max(0, start - SLICE_LINES), start);
      start -= slice.length;
      slices.push(slice.filter((entry) => this.#isCandidate(entry, least)));
      if (until()) break;
    }
    const older = slices.reverse().flat();
    const wanted = older.filter((entry) => this.#isWanted(entry));
    this.#candidates.prepend(older);
    this.#wanted.prepend(wanted);
    for (const entry of older) this.#tally.add(entry, this.#isWanted(entry));
    return start;
  }

  #forgetBefore(cursor: number, least: number): void {
    for (let entry = this.#candidates.first; entry; entry = this.#candidates.first) {
      if (entry.cursor >= cursor && entry.time >= least) return;
      const wanted = entry === this.#wanted.first;
      this.#candidates.shift();
      if (wanted) this.#wanted.shift();
      this.#tally.remove(entry, wanted);
    }
  }

  #restart(): void {
    this.#tally = new Tally();
    this.#candidates = new EntryQueue();
    this.#wanted = new EntryQueue();
    this.#seen = undefined;
  }

  #isCandidate(entry: LogEntry, least: number): boolean {
    return entry.time >= least && this.#matches(entry);
  }

  #isWanted({ level, source }: LogEntry): boolean {
    return (
      (this.#levels.size === 0 || this.#levels.has(level)) && (this.#sources.size === 0 || this.#sources.has(source))
    );
  }
}

/** Where the first line at or after a cursor stands. */
function placeOf(lines: readonly LogEntry[], cursor: number): number {
  return lowerBound(lines.length, (index) => (lines[index]?.cursor ?? 0) >= cursor);
}

function spanOf(lines: readonly LogEntry[], start: number, end: number): { first: number; last: number } | undefined {
  const first = lines[start];
  const last = lines[end - 1];
  return first && last && start < end ? { first: first.cursor, last: last.cursor } : undefined;
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
