import { RpcError } from "./errors.ts";
import type { Direction } from "./link.ts";
import { Listeners } from "./listeners.ts";

/** A frame on its way through the socket. */
export interface PassedFrame {
  direction: Direction;
  /** As it is on the wire, without the secrets that it gives; of one that signs in only its type. */
  text: string;
}

/** A request that was answered, refused or given up. */
export interface FinishedCall {
  method: string;
  /** Undefined for the caller's default one. */
  gateway: string | undefined;
  /** Milliseconds from asking to its end, waiting for a connection included. */
  durationMs: number;
  /** The error's code; undefined when it went well. */
  code: string | undefined;
}

/** How the frame begins that carries a token. */
const SIGNS_IN = '{"type":"auth"';
/** What is given to be kept and never told again. */
const SECRETS = /"(apiKey|token|password)":"(?:[^"\\]|\\.)*"/g;

/** What a client does, for looking at and not for acting on. It costs next to nothing while nobody looks. */
export class Observation {
  readonly #frames: Listeners<[PassedFrame]>;
  readonly #calls: Listeners<[FinishedCall]>;
  readonly #onWatch: (isWatching: boolean) => void;

  /** @param onWatch hears when somebody begins to look at frames, and when nobody does any more */
  constructor(onFault: (error: unknown) => void, onWatch: (isWatching: boolean) => void = () => {}) {
    this.#frames = new Listeners(onFault);
    this.#calls = new Listeners(onFault);
    this.#onWatch = onWatch;
  }

  /** Whether somebody looks at frames. */
  get isWatching(): boolean {
    return this.#frames.size > 0;
  }

  /** Every frame as it passes, heartbeats included. Returns what ends it. */
  onFrame(listener: (frame: PassedFrame) => void): () => void {
    const stop = this.#frames.add(listener);
    if (this.#frames.size === 1) this.#onWatch(true);
    return () => {
      const before = this.#frames.size;
      stop();
      if (before > 0 && this.#frames.size === 0) this.#onWatch(false);
    };
  }

  /** How each request went that was made while somebody looked. Returns what ends it. */
  onCall(listener: (call: FinishedCall) => void): () => void {
    return this.#calls.add(listener);
  }

  /** A frame passes. */
  show(direction: Direction, text: string): void {
    if (this.#frames.size === 0) return;
    this.#frames.tell({ direction, text: direction === "out" ? withoutSecrets(text) : text });
  }

  /** A request was made, and will have this answer. */
  time(method: string, gateway: string | undefined, answer: Promise<unknown>): void {
    if (this.#calls.size === 0) return;
    const begun = performance.now();
    const tell = (code?: string) => this.#calls.tell({ method, gateway, durationMs: performance.now() - begun, code });
    answer.then(
      () => tell(),
      (error: unknown) => tell(error instanceof RpcError ? error.code : "INTERNAL"),
    );
  }
}

/** Whoever looks at frames, or saves them, must not get hold of a token or a key. */
function withoutSecrets(text: string): string {
  return text.startsWith(SIGNS_IN) ? `${SIGNS_IN}}` : text.replace(SECRETS, '"$1":"(hidden)"');
}
