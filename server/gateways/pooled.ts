import type { GatewayEvent } from "../protocol/events.ts";
import type { GatewayStatus } from "../protocol/gateways.ts";
import { usable } from "./directory.ts";
import type { CallContext, Gateway, Unsubscribe } from "./gateway.ts";
import { Lease, type LeaseClock } from "./lease.ts";

/** A gateway whose connection can be let go of and opened again. It rests until it is woken. */
export interface RestingGateway extends Gateway {
  /** Connects. Does nothing while it is awake. */
  wake(): void;
  /** Lets go of the connection; what was heard so far is kept. */
  rest(): void;
}

export interface PooledOptions {
  graceMs?: number;
  clock?: LeaseClock;
}

/** Runs that are watched at once; of more than that the oldest hold nothing. */
const MOST_RUNS = 1_000;
/** A run whose end nobody tells holds for at most this long. Milliseconds. */
const LONGEST_RUN_MS = 24 * 60 * 60_000;

/**
 * A remote gateway that is connected for as long as somebody who may use it is here, a call is pending or a run goes
 * on, and half a minute longer. Each one on its own: a gateway that hangs delays no other.
 */
export class PooledGateway implements Gateway {
  readonly kind: Gateway["kind"];
  readonly id: string;
  readonly name: string;
  readonly #inner: RestingGateway;
  readonly #lease: Lease;
  readonly #runs = new Map<string, Unsubscribe>();
  /** Settles when the connection that is being made is there or has failed. */
  #waking: { promise: Promise<void>; settle: () => void } | undefined;

  constructor(inner: RestingGateway, options: PooledOptions = {}) {
    this.#inner = inner;
    this.kind = inner.kind;
    this.id = inner.id;
    this.name = inner.name;
    this.#lease = new Lease({
      ...options,
      wake: () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#waking = { promise, settle: resolve };
        inner.wake();
      },
      rest: () => {
        this.#settle();
        inner.rest();
      },
    });
    inner.onStatus(({ state }) => state !== "connecting" && this.#settle());
    inner.onEvent((event) => this.#watch(event));
  }

  get url(): string | undefined {
    return this.#inner.url;
  }

  get status(): GatewayStatus {
    return this.#inner.status;
  }

  get version(): string | undefined {
    return this.#inner.version;
  }

  get methods(): ReadonlySet<string> {
    return this.#inner.methods;
  }

  get latencyMs(): number | undefined {
    return this.#inner.latencyMs;
  }

  /** Keeps it connected until the returned function is called, and half a minute longer. */
  hold(): Unsubscribe {
    return this.#lease.hold();
  }

  async call(method: string, params: unknown, context: CallContext): Promise<unknown> {
    const release = this.#lease.hold();
    const runId = method === "chat.send" ? runIdIn(params) : undefined;
    try {
      await this.#waking?.promise;
      usable(this.#inner);
      // Before the call: the end of a short run may be told before the answer.
      if (runId !== undefined) this.#began(runId);
      const answer = await this.#inner.call(method, params, context);
      if (runId !== undefined && isOver(answer)) this.#ended(runId);
      return answer;
    } catch (error) {
      if (runId !== undefined) this.#ended(runId);
      throw error;
    } finally {
      release();
    }
  }

  onEvent(listener: (event: GatewayEvent) => void): Unsubscribe {
    return this.#inner.onEvent(listener);
  }

  onStatus(listener: (status: GatewayStatus) => void): Unsubscribe {
    return this.#inner.onStatus(listener);
  }

  async close(): Promise<void> {
    this.#lease.close();
    this.#settle();
    await this.#inner.close();
  }

  #settle(): void {
    this.#waking?.settle();
    this.#waking = undefined;
  }

  #watch(event: GatewayEvent): void {
    if (event.event !== "chat") return;
    const chat = event.payload as { runId?: unknown; state?: unknown } | undefined;
    if (typeof chat?.runId !== "string") return;
    if (chat.state === "delta" || chat.state === "status") this.#began(chat.runId);
    else this.#ended(chat.runId);
  }

  #began(runId: string): void {
    if (this.#runs.has(runId)) return;
    this.#runs.set(runId, this.#lease.hold(LONGEST_RUN_MS));
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > MOST_RUNS && oldest !== undefined) this.#ended(oldest);
  }

  #ended(runId: string): void {
    this.#runs.get(runId)?.();
    this.#runs.delete(runId);
  }
}

/** A run is named by the key that its message was sent with. */
function runIdIn(params: unknown): string | undefined {
  if (typeof params !== "object" || params === null || !("idempotencyKey" in params)) return undefined;
  return typeof params.idempotencyKey === "string" ? params.idempotencyKey : undefined;
}

/** The message had been answered before it was sent again. */
function isOver(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "status" in answer && answer.status === "ok";
}
