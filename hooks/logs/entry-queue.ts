import type { LogEntry } from "@/server/protocol/logs.ts";

/** Lines in order of time that come at either end and go at the front, reachable by place in constant time. */
export class EntryQueue {
  #items: LogEntry[] = [];
  #start = 0;
  #base = 0;

  get size(): number {
    return this.#items.length - this.#start;
  }

  get first(): LogEntry | undefined {
    return this.#items[this.#start];
  }

  /** The number of the first line. A line's number never changes; of older ones that come later it is negative. */
  get base(): number {
    return this.#base;
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
    if (this.size === 0) return;
    this.#start += 1;
    this.#base += 1;
    // What has left is let go of in bulk: moving all that stay for each one that goes would take a frame.
    if (this.#start > 1_024 && this.#start > this.#items.length / 2) {
      this.#items = this.toArray();
      this.#start = 0;
    }
  }

  toArray(): LogEntry[] {
    return this.#items.slice(this.#start);
  }
}
