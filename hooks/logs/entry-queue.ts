import type { LogEntry } from "@/server/protocol/logs.ts";

/** Lines in order of time, reachable by place. An array is one, too. */
export interface LogWindow {
  readonly length: number;
  at(index: number): LogEntry | undefined;
}

/** Lines in order of time that come at either end and go at the front, reachable by place in constant time. */
export class EntryQueue implements LogWindow {
  #items: LogEntry[] = [];
  #start = 0;
  #base = 0;

  get length(): number {
    return this.#items.length - this.#start;
  }

  get first(): LogEntry | undefined {
    return this.#items[this.#start];
  }

  get last(): LogEntry | undefined {
    return this.at(this.length - 1);
  }

  /** The number of the first line. A line's number never changes; of older ones that come later it is negative. */
  get base(): number {
    return this.#base;
  }

  /** The number that the next line at the end gets. */
  get end(): number {
    return this.#base + this.length;
  }

  at(index: number): LogEntry | undefined {
    return index < 0 ? undefined : this.#items[this.#start + index];
  }

  push(entry: LogEntry): void {
    this.#items.push(entry);
  }

  /** @param older in order of time, all before the first */
  prepend(older: readonly LogEntry[]): void {
    if (older.length === 0) return;
    this.#items = older.concat(this.toArray());
    this.#start = 0;
    this.#base -= older.length;
  }

  shift(): void {
    if (this.length === 0) return;
    this.#start += 1;
    this.#base += 1;
    // What has left is let go of in bulk: moving all that stay for each one that goes would take a frame.
    if (this.#start > 1_024 && this.#start > this.#items.length / 8) {
      this.#items = this.toArray();
      this.#start = 0;
    }
  }

  toArray(): LogEntry[] {
    return this.#items.slice(this.#start);
  }
}

/** The lines of a queue up to a number, as they are whenever they are asked for. */
export class WindowUpTo implements LogWindow {
  readonly #queue: EntryQueue;
  readonly #end: number;

  /** @param end the number of the first line that is not in it. Default: all are. */
  constructor(queue: EntryQueue, end = Number.POSITIVE_INFINITY) {
    this.#queue = queue;
    this.#end = end;
  }

  get length(): number {
    return Math.max(0, Math.min(this.#queue.end, this.#end) - this.#queue.base);
  }

  at(index: number): LogEntry | undefined {
    return index < this.length ? this.#queue.at(index) : undefined;
  }
}

/** The place of the first line at or after a cursor; the length when there is none. */
export function placeOfCursor(lines: LogWindow, cursor: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines.at(middle)?.cursor ?? 0) >= cursor) high = middle;
    else low = middle + 1;
  }
  return low;
}
