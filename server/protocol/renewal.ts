import type { Clock } from "./requests.ts";

export interface RenewalOptions {
  clock: Clock;
  /** A new token; null when nobody is signed in any more. */
  token: () => Promise<string | null>;
  send: (frame: { type: "auth"; token: string }) => void;
  onFault: (error: unknown) => void;
}

/** How long before its end a sign-in is renewed, and how soon again when that failed. */
const EARLY_MS = 15_000;
const AGAIN_MS = 3_000;
/** However short a sign-in is, it is not renewed more often. */
const LEAST_MS = 5_000;
/** Timers take no more. */
const LONGEST_MS = 2 ** 31 - 1;

/** Brings the living connection a new token before the sign-in ends. */
export class Renewal {
  readonly #options: RenewalOptions;
  #cancel = () => {};
  /** Counts the starts: what an earlier one still waits for is void. */
  #turn = 0;

  constructor(options: RenewalOptions) {
    this.#options = options;
  }

  /** The sign-in ends then, milliseconds since 1970; undefined when it does not end. */
  start(expiresAt: number | undefined): void {
    this.stop();
    if (expiresAt === undefined) return;
    this.#plan(Math.max(LEAST_MS, expiresAt - this.#options.clock.now() - EARLY_MS));
  }

  /** Idempotent. */
  stop(): void {
    this.#turn += 1;
    this.#cancel();
  }

  #plan(ms: number): void {
    const turn = this.#turn;
    this.#cancel = this.#options.clock.after(Math.min(ms, LONGEST_MS), () => void this.#renew(turn));
  }

  /** Without a token the server ends the connection when the time has come, and says why. */
  async #renew(turn: number): Promise<void> {
    try {
      const token = await this.#options.token();
      if (turn === this.#turn && token !== null) this.#options.send({ type: "auth", token });
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#options.onFault(error);
      this.#plan(AGAIN_MS);
    }
  }
}
