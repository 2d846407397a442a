import type { RpcError } from "@/server/protocol/errors.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import { type LogWindow, placeOfCursor, WindowUpTo } from "./entry-queue.ts";
import type { LogLines } from "./log-lines.ts";

/** How a panel stands to the log. */
export interface LogsState {
  /** There is nothing to show. */
  isEmpty: boolean;
  /** Lines that came since it was paused. */
  newCount: number;
  /** Everything that the server keeps, up to 100,000 lines, is loaded. */
  isComplete: boolean;
  isLoadingOlder: boolean;
  isLoading: boolean;
  error: RpcError | undefined;
}

export const NO_LOGS: LogsState = {
  isEmpty: true,
  newCount: 0,
  isComplete: false,
  isLoadingOlder: false,
  isLoading: true,
  error: undefined,
};

export interface LogFollowerOptions {
  lines: LogLines;
  /** Calls once, before the next picture is drawn; returns what cancels it. */
  nextFrame: (draw: () => void) => () => void;
}

/** The lines as one panel follows them: told once a frame, and stopped at a line while it is paused. */
export class LogFollower {
  readonly #options: LogFollowerOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stop: Unsubscribe;
  /** The cursor of the last line that is shown; undefined while it is live. */
  #pausedAt: number | undefined;
  #window: LogWindow = [];
  #state = NO_LOGS;
  #cancelFrame: (() => void) | undefined;
  #closed = false;

  constructor(options: LogFollowerOptions) {
    this.#options = options;
    this.#stop = options.lines.onChange(() => this.#draw());
    this.#draw();
  }

  /** The lines to show, oldest first. They go on changing in place until they are told of again. */
  get window(): LogWindow {
    return this.#window;
  }

  /** The same object for as long as nothing of it is another. */
  get state(): LogsState {
    return this.#state;
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What comes while paused is counted, and shown when it goes on. */
  setPaused(paused: boolean): void {
    if (paused === (this.#pausedAt !== undefined)) return;
    this.#pausedAt = paused ? (this.#options.lines.lines.last?.cursor ?? 0) : undefined;
    this.#draw();
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.#stop();
    this.#cancelFrame?.();
  }

  #draw(): void {
    if (this.#closed || this.#cancelFrame) return;
    this.#cancelFrame = this.#options.nextFrame(() => {
      this.#cancelFrame = undefined;
      this.#publish();
    });
  }

  #publish(): void {
    const { lines: queue, isComplete, isLoadingOlder, isLoading, error } = this.#options.lines;
    const end = this.#pausedAt === undefined ? queue.end : queue.base + placeOfCursor(queue, this.#pausedAt + 1);
    this.#window = new WindowUpTo(queue, this.#pausedAt === undefined ? undefined : end);
    const isEmpty = this.#window.length === 0;
    const state = { isEmpty, newCount: queue.end - end, isComplete, isLoadingOlder, isLoading, error };
    if (!sameState(state, this.#state)) this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

function sameState(a: LogsState, b: LogsState): boolean {
  return (Object.keys(a) as (keyof LogsState)[]).every((key) => a[key] === b[key]);
}
