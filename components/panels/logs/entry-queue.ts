import type { LogEntry } from "@/server/protocol/methods.ts";

/** Lines that come at the end and go at the front, reachable by place in constant time. */
export class EntryQueue {
  #items: LogEntry[] = [];
  #start = 0;
  #dropped = 0;

  get size(): number {
    return this.#items.length - this.#start;
  }

  get first(): LogEntry | undefined {
    return this.#items[this.#start];
  }

  /** How many have left at the front, ever. */
  get dropped(): number {
    return this.#dropped;
  }

  at(index: number): LogEntry | undefined {
    return this.#items[this.#start + index];
  }

  push(entry: LogEntry): void {
    this.#items.push(entry);
  }

  shift(): void {
    if (this.size === 0) return;
    this.#start += 1;
    this.#dropped += 1;
    // What has left is let go of in bulk: moving all that stay for each one that goes would take a frame.
    if (this.#start > 1_024 && this.#start > this.#items.length / 2) {
      this.#items = this.#items.slice(this.#start);
      this.#start = 0;
    }
  }

  toArray(): LogEntry[] {
    return this.#items.slice(this.#start);
  }
}
