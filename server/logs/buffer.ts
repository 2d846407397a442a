import type { LogEntry, LogsSearchResult, LogsTailResult } from "../protocol/logs.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import { entryOf, type LogLine, lineOf } from "./entry.ts";
import { searchLines } from "./search.ts";

export interface LogBufferOptions {
  /** The file that `tail` names. */
  file: string;
  maxLines: number;
  /** Characters of all kept lines. */
  maxBytes: number;
  /** The cursor before the first line. */
  startCursor: number;
}

const TAIL_LINES = 500;
const TAIL_BYTES = 250_000;

/** The newest lines of the log in memory, bounded by their number and by their size. */
export class LogBuffer {
  readonly #file: string;
  readonly #maxBytes: number;
  /** A ring: the line with cursor `c` stands at `c % length`. */
  readonly #ring: (LogLine | undefined)[];
  readonly #listeners = new Set<(entry: LogEntry) => void>();
  #head: number;
  #count = 0;
  #bytes = 0;
  #announcing = false;

  constructor(options: LogBufferOptions) {
    this.#file = options.file;
    this.#maxBytes = options.maxBytes;
    this.#ring = new Array<LogLine | undefined>(options.maxLines);
    this.#head = options.startCursor;
  }

  /** The cursor of the oldest line that is kept; 1 more than `head` when there is none. */
  get oldest(): number {
    return this.#head - this.#count + 1;
  }

  /** The cursor of the newest line. */
  get head(): number {
    return this.#head;
  }

  at(cursor: number): LogLine | undefined {
    return cursor < this.oldest || cursor > this.#head ? undefined : this.#ring[cursor % this.#ring.length];
  }

  /**
   * Takes a redacted line of JSON, keeps it and announces it. A line that is logged while listeners are being called
   * is kept but not announced: a listener that logs would otherwise never come to an end.
   */
  push(raw: string): void {
    const line = lineOf(raw, this.#head + 1);
    if (!line) return;
    if (this.#count === this.#ring.length) this.#evict();
    this.#head += 1;
    this.#ring[this.#head % this.#ring.length] = line;
    this.#count += 1;
    this.#bytes += raw.length;
    while (this.#bytes > this.#maxBytes && this.#count > 1) this.#evict();
    if (this.#listeners.size > 0 && !this.#announcing) this.#announce(entryOf(line));
  }

  /** Calls the listener with every new entry; what it throws is dropped. Returns the unsubscribe. */
  onEntry(listener: (entry: LogEntry) => void): () => void {
    // Wrapped, so that the same function given twice is two subscriptions.
    const subscription = (entry: LogEntry) => listener(entry);
    this.#listeners.add(subscription);
    return () => void this.#listeners.delete(subscription);
  }

  /**
   * With a cursor: the lines after it, oldest first, as many as fit. Without one, or with one that this buffer does
   * not reach back to (`reset`): the newest that fit. `truncated` says that lines were left out before the first.
   */
  tail({ cursor, limit = TAIL_LINES, maxBytes = TAIL_BYTES }: ParamsOf<"logs.tail">): LogsTailResult {
    const known = cursor !== undefined && cursor >= this.oldest - 1 && cursor <= this.#head;
    const first = known ? cursor + 1 : this.#fittingFromEnd(limit, maxBytes);
    const lines = this.#take(first, limit, maxBytes);
    const reset = cursor !== undefined && !known;
    return {
      file: this.#file,
      cursor: first + lines.length - 1,
      size: this.#head,
      lines,
      ...(!known && first > this.oldest && { truncated: true }),
      ...(reset && { reset }),
    };
  }

  /**
   * The newest `limit` (default 500) lines that match, in order of time. Works in slices, so that nobody waits for it.
   * @throws RpcError `INVALID_REQUEST` for a regular expression that does not parse
   */
  search(params: ParamsOf<"logs.search">, shown?: (line: LogLine) => boolean): Promise<LogsSearchResult> {
    return searchLines(this, params, shown);
  }

  #evict(): void {
    const slot = this.oldest % this.#ring.length;
    this.#bytes -= this.#ring[slot]?.raw.length ?? 0;
    this.#ring[slot] = undefined;
    this.#count -= 1;
  }

  #announce(entry: LogEntry): void {
    this.#announcing = true;
    for (const listener of [...this.#listeners]) {
      try {
        listener(entry);
      } catch {
        // Whoever logs must not fail because somebody listens, and logging this would call the listener again.
      }
    }
    this.#announcing = false;
  }

  #fittingFromEnd(limit: number, maxBytes: number): number {
    let first = this.#head + 1;
    let bytes = 0;
    while (first > this.oldest && this.#head - first + 1 < limit) {
      bytes += byteLength(this.at(first - 1));
      if (bytes > maxBytes && first <= this.#head) break;
      first -= 1;
    }
    return first;
  }

  #take(first: number, limit: number, maxBytes: number): string[] {
    const lines: string[] = [];
    let bytes = 0;
    for (let cursor = first; cursor <= this.#head && lines.length < limit; cursor += 1) {
      const line = this.at(cursor);
      bytes += byteLength(line);
      // One line always goes, however long: a reader must get on.
      if (!line || (bytes > maxBytes && lines.length > 0)) break;
      lines.push(line.raw);
    }
    return lines;
  }
}

function byteLength(line: LogLine | undefined): number {
  return line ? Buffer.byteLength(line.raw) + 1 : 0;
}
