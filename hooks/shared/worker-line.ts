import type { Signals } from "@/server/protocol/client.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import type { Clock } from "@/server/protocol/requests.ts";
import { holdLock, type Locks, whenReleased } from "./life-lock.ts";
import type { Batch, Said, Told } from "./messages.ts";

export interface WorkerLineOptions {
  /** Starts the worker, or finds it; `failed` is called when it cannot be. */
  openPort: (failed: () => void) => MessagePort;
  locks: Locks;
  clock: Clock;
  signals: Signals;
  newId: () => string;
  /** Answers are given to whom they are for; nothing before the welcome. */
  onTold: (told: Told) => void;
  /** The worker did not come, or has died. Called once, unless the line was closed from here. */
  onLost: () => void;
}

/** How long a worker may take to say that it is there. */
export const WELCOME_MS = 5_000;

/** A tab's end of the line to the worker. */
export class WorkerLine {
  readonly #options: WorkerLineOptions;
  readonly #port: MessagePort;
  readonly #ends: Unsubscribe[] = [];
  #isWelcome = false;
  #closed = false;

  constructor(options: WorkerLineOptions) {
    const { openPort, locks, clock, newId } = options;
    this.#options = options;
    this.#port = openPort(() => this.#lose());
    this.#port.onmessage = ({ data }: MessageEvent<Batch>) => this.#hear(data);
    const lock = `mission-control-tab-${newId()}`;
    this.#ends.push(
      clock.after(WELCOME_MS, () => {
        if (!this.#isWelcome) this.#lose();
      }),
      holdLock(locks, lock, () => {
        if (!this.#closed) this.#port.postMessage({ type: "alive", lock } satisfies Said);
      }),
    );
  }

  /** Whether the worker has said that it is there; before that nothing is said to it. */
  get isWelcome(): boolean {
    return this.#isWelcome;
  }

  /** @throws DOMException DataCloneError for what no message can carry */
  say(said: Said): void {
    if (this.#isWelcome && !this.#closed) this.#port.postMessage(said);
  }

  /** Takes leave. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.say({ type: "leave" });
    this.#closed = true;
    this.#port.close();
    for (const end of this.#ends.splice(0)) end();
  }

  #hear(batch: Batch): void {
    for (const told of batch) {
      if (this.#closed) return;
      if (told.type === "welcome") this.#enter(told.lock);
      this.#options.onTold(told);
    }
    this.say({ type: "taken", count: batch.length });
  }

  #enter(lock: string): void {
    const { locks, signals } = this.#options;
    this.#isWelcome = true;
    this.#ends.push(
      whenReleased(locks, lock, () => this.#lose()),
      signals.on((signal) => this.say({ type: "signal", signal })),
    );
    if (!signals.isOnline()) this.say({ type: "signal", signal: "offline" });
  }

  #lose(): void {
    if (this.#closed) return;
    this.close();
    this.#options.onLost();
  }
}
