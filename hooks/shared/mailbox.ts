import type { Clock } from "@/server/protocol/requests.ts";
import type { Batch, Told } from "./messages.ts";

/** What a tab may be behind with before events are left out. It reads again what they were about. */
export const MAX_AHEAD = 4_096;
/** How long what comes thick and fast gathers, in milliseconds: half a picture. */
const GATHER_MS = 8;

type State = Extract<Told, { type: "state" }>;

/**
 * What a worker tells one tab, in order: at once after a pause, and gathered while much happens. A tab that does not
 * read, as one that the browser froze, costs no more than {@link MAX_AHEAD} messages: afterwards it is told where it
 * stands, and which gateways to read again.
 */
export class Mailbox {
  readonly #post: (batch: Batch) => void;
  readonly #clock: Clock;
  #queue: Told[] = [];
  /** Posted, and not known to be read. */
  #ahead = 0;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #cancelFlush: (() => void) | undefined;
  /** What was left out: the newest state, and the gateways of events. */
  #missed: { state: State | undefined; gateways: Set<string> } | undefined;
  #closed = false;

  constructor(post: (batch: Batch) => void, clock: Clock) {
    this.#post = post;
    this.#clock = clock;
  }

  tell(told: Told): void {
    if (this.#closed) return;
    // Nobody is told more answers than they asked for.
    const mustPass = told.type === "answer" || told.type === "welcome";
    if (!mustPass && (this.#missed || this.#ahead + this.#queue.length >= MAX_AHEAD)) return this.#miss(told);
    this.#queue.push(told);
    // Whoever waits for an answer goes on before what comes after it, as with a socket.
    if (mustPass) this.#flush();
    else this.#schedule();
  }

  /** The tab has read so many more. */
  taken(count: number): void {
    this.#ahead = Math.max(0, this.#ahead - count);
    if (!this.#missed || this.#ahead > MAX_AHEAD / 2) return;
    const { state, gateways } = this.#missed;
    this.#missed = undefined;
    if (state) this.tell(state);
    for (const gateway of gateways) this.tell({ type: "reset", reset: { gateway, reason: "evicted" } });
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.#cancelFlush?.();
    this.#queue = [];
  }

  #miss(told: Told): void {
    this.#missed ??= { state: undefined, gateways: new Set() };
    if (told.type === "state") this.#missed.state = told;
    if (told.type === "event") this.#missed.gateways.add(told.event.gateway);
    if (told.type === "reset") this.#missed.gateways.add(told.reset.gateway);
  }

  #schedule(): void {
    if (this.#cancelFlush) return;
    const wait = Math.max(0, this.#flushedAt + GATHER_MS - this.#clock.now());
    this.#cancelFlush = wait === 0 ? soon(() => this.#flush()) : this.#clock.after(wait, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#queue.length === 0) return;
    const batch = this.#queue;
    this.#queue = [];
    this.#ahead += batch.length;
    this.#flushedAt = this.#clock.now();
    this.#post(batch);
  }
}

/** Once what happens now is over. */
function soon(call: () => void): () => void {
  let isWanted = true;
  queueMicrotask(() => {
    if (isWanted) call();
  });
  return () => {
    isWanted = false;
  };
}
