import { EntryQueue, type LogWindow, placeOfCursor } from "@/hooks/logs/entry-queue.ts";
import type { LogEntry, LogLevel } from "@/server/protocol/logs.ts";
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
    return this.#wanted.base + placeOfCursor(this.#wanted, cursor);
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
  advance(lines: LogWindow, now: number, until: () => boolean = () => false): LogViewState {
    // Lines only ever leave at the front. When the newest is gone, this is another log.
    if (this.#seen && (lines.at(lines.length - 1)?.cursor ?? Number.NEGATIVE_INFINITY) < this.#seen.last)
      this.#restart();
    const { range } = this.#query;
    const least = range.kind === "last" ? now - range.ms : Number.NEGATIVE_INFINITY;
    this.#forgetBefore(lines.at(0)?.cursor ?? Number.POSITIVE_INFINITY, least);

    const { first = Number.POSITIVE_INFINITY, last = Number.POSITIVE_INFINITY } = this.#seen ?? {};
    let start = placeOfCursor(lines, first);
    let end = Math.max(start, placeOfCursor(lines, last + 1));
    if (this.#seen) end = this.#lookForward(lines, end, least, until);
    start = this.#lookBack(lines, start, least, until);
    this.#seen = spanOf(lines, start, end);

    this.#version += 1;
    const searched = end - start;
    const { length: total } = lines;
    const { length: matches, base } = this.#wanted;
    return { version: this.#version, searched, total, matches, base, complete: searched === total };
  }

  #lookForward(lines: LogWindow, from: number, least: number, until: () => boolean): number {
    let end = from;
    while (end < lines.length) {
      for (const entry of slice(lines, end, end + SLICE_LINES)) {
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

  #lookBack(lines: LogWindow, from: number, least: number, until: () => boolean): number {
    let start = from;
    const slices: LogEntry[][] = [];
    while (start > 0) {
      const before = [...slice(lines, Math.max(0, start - SLICE_LINES), start)];
      start -= before.length;
      slices.push(before.filter((entry) => this.#isCandidate(entry, least)));
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

function* slice(lines: LogWindow, start: number, end: number): Generator<LogEntry> {
  for (let index = start; index < Math.min(end, lines.length); index += 1) {
    const entry = lines.at(index);
    if (entry) yield entry;
  }
}

function spanOf(lines: LogWindow, start: number, end: number): { first: number; last: number } | undefined {
  const first = lines.at(start);
  const last = lines.at(end - 1);
  return first && last && start < end ? { first: first.cursor, last: last.cursor } : undefined;
}
