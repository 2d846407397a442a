import type { RpcError } from "../protocol/errors.ts";
import { type LoggedEvent, SharedFrame } from "./dialect.ts";

/** Somebody who follows a channel. */
export interface Follower {
  send(frame: object | SharedFrame): void;
  /** What the channel shows cannot be read now. It comes when it can. */
  fail(error: RpcError): void;
}

/** What one channel shows of one gateway, for all its followers. */
export interface ChannelMonitor {
  /** The snapshot comes at once, or as soon as there is one; then changes. */
  join(follower: Follower): void;
  leave(follower: Follower): void;
  hear(event: LoggedEvent): void;
  /** Events may have been missed: looks again. */
  refresh(): void;
  /** Idempotent. */
  close(): void;
}

export interface MonitorTimes {
  /** Between the end of a look and the next one, in milliseconds. Default 250. */
  restMs: number;
  /** Until a look that failed is repeated, in milliseconds; doubled each time, to 30 s. Default 1 s. */
  retryMs: number;
}

export interface LookOptions<State> extends MonitorTimes {
  /** Reads what there is now. */
  look(): Promise<State>;
  /** A frame that tells all of it. */
  snapshot(state: State): object;
  /** What is told of a change; nothing when there is none. */
  changes(before: State, after: State): object[];
  /** What an event does of itself: the state after it and what is told. Undefined when that is not known by it. */
  step?(state: State, event: LoggedEvent): { state: State; told: object[] } | undefined;
  /** Whether something may have changed by an event, so that it is looked again. */
  concerns(event: LoggedEvent): boolean;
  /** The error as a follower may see it. */
  shapeFault(error: unknown): RpcError;
}

type Phase = { phase: "idle" | "looking" } | { phase: "resting"; timer: NodeJS.Timeout };

const MAX_RETRY_MS = 30_000;
/** Events that are kept while the first look goes on; the oldest goes first. */
export const MAX_HELD = 1_000;

/**
 * Looks when something has happened, one look at a time, and tells what is different. The first look is told as a
 * snapshot only. One that fails changes nothing and is repeated.
 */
export class LookMonitor<State> implements ChannelMonitor {
  readonly #options: LookOptions<State>;
  /** Those who have the snapshot. */
  readonly #followers = new Set<Follower>();
  /** Those who wait for it, and whether they know that it takes longer. */
  readonly #awaiting = new Map<Follower, { told: boolean }>();
  #state: { known: State } | undefined;
  #phase: Phase = { phase: "idle" };
  /** Something has happened since the last look began. */
  #stale = false;
  #failures = 0;
  /** What happened while the first look went on. */
  #held: LoggedEvent[] = [];

  constructor(options: LookOptions<State>) {
    this.#options = options;
  }

  join(follower: Follower): void {
    if (this.#state) {
      this.#followers.add(follower);
      follower.send(this.#options.snapshot(this.#state.known));
      return;
    }
    // A look that goes on for nobody has missed what happened since.
    if (this.#deserted) this.#stale = true;
    this.#awaiting.set(follower, { told: false });
    if (this.#phase.phase !== "looking") this.#look();
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower);
    this.#awaiting.delete(follower);
    if (this.#deserted) this.close();
  }

  hear(event: LoggedEvent): void {
    if (this.#deserted) return;
    if (this.#options.concerns(event)) this.refresh();
    else if (this.#state) this.#step(this.#state, event);
    else if (this.#options.step && this.#held.push(event) > MAX_HELD) this.#held.shift();
  }

  refresh(): void {
    if (this.#deserted) return;
    this.#stale = true;
    if (this.#phase.phase === "idle") this.#look();
  }

  close(): void {
    this.#followers.clear();
    this.#awaiting.clear();
    // What changes while nobody follows is not seen.
    this.#state = undefined;
    this.#held = [];
    this.#failures = 0;
    if (this.#phase.phase !== "resting") return;
    clearTimeout(this.#phase.timer);
    this.#phase = { phase: "idle" };
  }

  get #deserted(): boolean {
    return this.#followers.size === 0 && this.#awaiting.size === 0;
  }

  #look(): void {
    if (this.#phase.phase === "resting") clearTimeout(this.#phase.timer);
    this.#phase = { phase: "looking" };
    this.#stale = false;
    this.#options.look().then(
      (state) => this.#seen(state),
      (error: unknown) => this.#failed(this.#options.shapeFault(error)),
    );
  }

  #seen(after: State): void {
    this.#failures = 0;
    this.#rest(this.#options.restMs);
    if (this.#deserted) return;
    const changes = this.#state ? this.#options.changes(this.#state.known, after) : [];
    this.#state = { known: after };
    this.#tell(changes);
    this.#welcome(after);
    for (const event of this.#held.splice(0)) this.#step(this.#state, event);
  }

  #welcome(state: State): void {
    if (this.#awaiting.size === 0) return;
    const snapshot = new SharedFrame(this.#options.snapshot(state));
    for (const follower of this.#awaiting.keys()) {
      follower.send(snapshot);
      this.#followers.add(follower);
    }
    this.#awaiting.clear();
  }

  #step(now: { known: State }, event: LoggedEvent): void {
    const step = this.#options.step?.(now.known, event);
    if (!step) return;
    now.known = step.state;
    this.#tell(step.told);
  }

  #tell(frames: readonly object[]): void {
    for (const frame of frames.map((told) => new SharedFrame(told))) {
      for (const follower of this.#followers) follower.send(frame);
    }
  }

  #failed(error: RpcError): void {
    this.#failures += 1;
    this.#stale = true;
    this.#rest(Math.min(MAX_RETRY_MS, this.#options.retryMs * 2 ** (this.#failures - 1)));
    for (const [follower, waiting] of this.#awaiting) {
      if (!waiting.told) follower.fail(error);
      waiting.told = true;
    }
  }

  #rest(ms: number): void {
    this.#phase = { phase: "resting", timer: setTimeout(() => this.#rested(), ms) };
  }

  #rested(): void {
    this.#phase = { phase: "idle" };
    if (this.#stale && !this.#deserted) this.#look();
  }
}
