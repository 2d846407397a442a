import type { RpcError } from "@/server/protocol/errors.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { type LogFilter, type LogLine, type LogMatcher, matcherOf } from "./log-filter.ts";
import type { LogLines } from "./log-lines.ts";

/** The log as one panel shows it. */
export interface LogsSnapshot {
  /** Lines that match, oldest first; stands still while paused. */
  entries: readonly LogEntry[];
  /** Lines that matched since it was paused. */
  newCount: number;
  /** How many lines the filter has looked at. */
  searched: number;
  /** Lines are still to be looked at, or to be loaded for it. */
  isSearching: boolean;
  /** Everything that the server keeps, up to 100,000 lines, is loaded. */
  isComplete: boolean;
  isLoadingOlder: boolean;
  /** Every source seen so far, sorted. */
  sources: readonly string[];
  /** Why `text` is no regular expression. */
  filterError: string | undefined;
  isLoading: boolean;
  error: RpcError | undefined;
}

export const emptyLogs: LogsSnapshot = {
  entries: [],
  newCount: 0,
  searched: 0,
  isSearching: false,
  isComplete: false,
  isLoadingOlder: false,
  sources: [],
  filterError: undefined,
  isLoading: true,
  error: undefined,
};

/** Of each frame, the part that looking through old lines may take. */
const SLICE_MS = 8;
/** Lines between two looks at the clock. */
const SLICE_LINES = 500;

export interface LogViewOptions {
  lines: LogLines;
  /** Calls once, before the next picture is drawn; returns what cancels it. */
  nextFrame: (draw: () => void) => () => void;
  /** Milliseconds that only grow. */
  now: () => number;
}

/**
 * A filter over the lines: new ones are tested as they come, old ones from the newest back, a slice a frame, so that a
 * hundred thousand lines never hold up a keystroke. With a filter it reads back through all that the server keeps.
 */
export class LogView {
  readonly #options: LogViewOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stop: Unsubscribe;
  #matcher: LogMatcher = matcherOf({});
  /** Lines not looked at yet, oldest first: taken from the end. */
  #unseen: LogLine[] = [];
  #matches: LogEntry[] = [];
  /** The last line that is shown; undefined while it is live. */
  #pausedAt: number | undefined;
  #changed = true;
  #snapshot = emptyLogs;
  #cancelFrame: (() => void) | undefined;
  #closed = false;

  constructor(options: LogViewOptions) {
    this.#options = options;
    this.#stop = options.lines.listen({
      replaced: () => this.#restart(),
      appended: (lines) => {
        for (const line of lines) if (this.#matcher.matches(line)) this.#matches.push(line.entry);
        this.#changed = true;
        this.#draw();
      },
      prepended: (lines) => {
        this.#unseen = [...lines, ...this.#unseen];
        this.#draw();
      },
      progressed: () => this.#draw(),
    });
    this.#restart();
  }

  get snapshot(): LogsSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  setFilter(filter: LogFilter): void {
    this.#matcher = matcherOf(filter);
    this.#restart();
  }

  /** What comes while paused is counted, and shown when it goes on. */
  setPaused(paused: boolean): void {
    if (paused === (this.#pausedAt !== undefined)) return;
    this.#pausedAt = paused ? (this.#options.lines.lines.at(-1)?.entry.cursor ?? 0) : undefined;
    this.#changed = true;
    this.#draw();
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.#stop();
    this.#cancelFrame?.();
  }

  #restart(): void {
    const { lines } = this.#options.lines;
    this.#unseen = this.#matcher.matchesAll ? [] : [...lines];
    this.#matches = this.#matcher.matchesAll ? lines.map(({ entry }) => entry) : [];
    this.#changed = true;
    this.#draw();
  }

  #draw(): void {
    if (this.#closed || this.#cancelFrame) return;
    this.#cancelFrame = this.#options.nextFrame(() => {
      this.#cancelFrame = undefined;
      this.#look();
      this.#readBack();
      this.#publish();
      if (this.#unseen.length > 0) this.#draw();
    });
  }

  /** Looks at as many old lines as there is time for. */
  #look(): void {
    if (this.#unseen.length === 0) return;
    const { now } = this.#options;
    const found: LogEntry[] = [];
    const end = now() + SLICE_MS;
    do {
      for (const line of this.#unseen.splice(-SLICE_LINES).reverse())
        if (this.#matcher.matches(line)) found.push(line.entry);
    } while (this.#unseen.length > 0 && now() < end);
    if (found.length === 0) return;
    this.#matches = [...found.reverse(), ...this.#matches].sort((a, b) => a.cursor - b.cursor);
    this.#changed = true;
  }

  #readBack(): void {
    const { lines } = this.#options;
    if (this.#matcher.matchesAll || this.#unseen.length > 0 || lines.isComplete || lines.isLoadingOlder) return;
    lines.loadOlder();
  }

  #publish(): void {
    const { lines } = this.#options;
    this.#forgetEvicted();
    const before = this.#snapshot;
    const shown = this.#shown();
    const sources = before.sources.length === lines.sources.size ? before.sources : [...lines.sources].sort();
    const unread = !this.#matcher.matchesAll && !lines.isComplete && lines.error === undefined;
    this.#snapshot = {
      entries: this.#changed ? this.#matches.slice(0, shown) : before.entries,
      newCount: this.#matches.length - shown,
      searched: Math.max(0, lines.lines.length - this.#unseen.length),
      isSearching: this.#unseen.length > 0 || unread,
      isComplete: lines.isComplete,
      isLoadingOlder: lines.isLoadingOlder,
      sources,
      filterError: this.#matcher.error,
      isLoading: lines.isLoading,
      error: lines.error,
    };
    this.#changed = false;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Lines that fell out of the buffer are not shown as if they were kept. */
  #forgetEvicted(): void {
    const oldest = this.#options.lines.lines[0]?.entry.cursor ?? 0;
    if ((this.#matches[0]?.cursor ?? oldest) >= oldest) return;
    this.#matches = this.#matches.filter(({ cursor }) => cursor >= oldest);
    this.#changed = true;
  }

  #shown(): number {
    const at = this.#pausedAt;
    if (at === undefined) return this.#matches.length;
    return this.#matches.findLastIndex(({ cursor }) => cursor <= at) + 1;
  }
}
