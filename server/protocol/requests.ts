import { RpcError } from "./errors.ts";
import type { RequestFrame, ResponseFrame } from "./frames.ts";
import type { Resend } from "./resend.ts";

export interface Asked {
  method: string;
  params: unknown;
  /** The gateway to ask; undefined for the caller's default one. */
  gateway: string | undefined;
  /** Withdraws the request: it rejects with ABORTED. */
  signal: AbortSignal | undefined;
  /** Milliseconds until TIMEOUT, waiting for a connection included. */
  timeoutMs: number;
  resend: Resend;
}

/** Timers and the time, so that tests own them. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once, later; returns what cancels it. */
  after(ms: number, call: () => void): () => void;
}

export const MAX_PENDING = 1_000;
/** A server's bound on a frame; a longer one would end the connection for everybody on the page. */
export const MAX_FRAME_BYTES = 512 * 1024;

interface Pending {
  id: string;
  asked: Asked;
  text: string;
  sent: boolean;
  resolve: (payload: unknown) => void;
  reject: (error: RpcError) => void;
  /** Ends deadline and signal. */
  release: () => void;
}

/** The requests that wait for an answer, whatever becomes of the sockets that carry them. */
export class Requests {
  readonly #pending = new Map<string, Pending>();
  readonly #clock: Clock;
  readonly #newId: () => string;

  /** @param newId unguessable and unique over tabs: answers must never cross */
  constructor({ clock, newId }: { clock: Clock; newId: () => string }) {
    this.#clock = clock;
    this.#newId = newId;
  }

  get size(): number {
    return this.#pending.size;
  }

  /**
   * Keeps a request until it is answered; {@link takeUnsent} hands it out for sending.
   * @throws RpcError RATE_LIMITED when too many wait, INVALID_REQUEST when it is too long for a frame
   */
  add(asked: Asked): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (asked.signal?.aborted) throw withdrawn(asked);
      if (this.#pending.size >= MAX_PENDING) {
        const message = `${MAX_PENDING} requests wait for an answer already: "${asked.method}" was not sent. Try again soon.`;
        throw new RpcError("RATE_LIMITED", message, { retryAfterMs: 1_000 });
      }
      const id = this.#newId();
      const text = encode(id, asked);
      const cancel = this.#clock.after(asked.timeoutMs, () => this.#fail(id, timedOut(asked)));
      const abort = () => this.#fail(id, withdrawn(asked));
      asked.signal?.addEventListener("abort", abort);
      const release = () => {
        cancel();
        asked.signal?.removeEventListener("abort", abort);
      };
      this.#pending.set(id, { id, asked, text, sent: false, resolve, reject, release });
    });
  }

  /** The frames that no living socket carries, in the order of asking. From here on they count as sent. */
  takeUnsent(): string[] {
    const unsent = [...this.#pending.values()].filter((pending) => !pending.sent);
    for (const pending of unsent) pending.sent = true;
    return unsent.map(({ text }) => text);
  }

  /** Settles the request that is answered; an answer that comes too late is ignored. */
  answer(frame: ResponseFrame): void {
    if (frame.id === null) return;
    if (!frame.ok) return this.#fail(frame.id, RpcError.from(frame.error));
    const pending = this.#take(frame.id);
    pending?.resolve(frame.payload);
  }

  /** The socket is gone: what may be sent again waits for the next one, of the rest nobody can know whether it took effect. */
  lose(): void {
    for (const { id, asked, sent } of [...this.#pending.values()]) {
      if (!sent) continue;
      if (asked.resend === "never") this.#fail(id, unconfirmed(asked));
    }
    for (const pending of this.#pending.values()) pending.sent = false;
  }

  /** Nothing will be answered any more. */
  failAll(why: () => RpcError): void {
    for (const id of [...this.#pending.keys()]) this.#fail(id, why());
  }

  #fail(id: string, error: RpcError): void {
    this.#take(id)?.reject(error);
  }

  #take(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.release();
    return pending;
  }
}

function encode(id: string, { method, params, gateway }: Asked): string {
  const frame: RequestFrame = { type: "req", id, method, params: params ?? {}, ...(gateway && { gateway }) };
  const text = JSON.stringify(frame);
  // UTF-8 is at most three bytes for each UTF-16 unit: most frames need no counting.
  if (text.length * 3 > MAX_FRAME_BYTES && new TextEncoder().encode(text).length > MAX_FRAME_BYTES) {
    const message = `"${method}" is longer than ${MAX_FRAME_BYTES / 1024} KiB and was not sent. Shorten it, or upload files first.`;
    throw new RpcError("INVALID_REQUEST", message);
  }
  return text;
}

function timedOut({ method, timeoutMs }: Asked): RpcError {
  return new RpcError("TIMEOUT", `RPC timeout: ${method}. No answer came within ${timeoutMs / 1000} s.`);
}

/** A request that whoever asked wants no answer to any more. */
export function withdrawn({ method, signal }: { method: string; signal?: AbortSignal }): RpcError {
  return new RpcError("ABORTED", `"${method}" was withdrawn before its answer came.`, { cause: signal?.reason });
}

/** A request that was sent, on a connection that broke before the answer. */
export function unconfirmed({ method }: { method: string }): RpcError {
  const message = `Delivery unconfirmed: the connection broke before "${method}" was answered. See whether it took effect before you try again.`;
  return new RpcError("GATEWAY_LOST", message);
}
