/** How long after its end a sign-in still counts, in milliseconds: clocks differ, and a new token may be on its way. */
export const GRACE_MS = 5_000;
/** Timers take no more; who stays longer is looked at again then. */
const LONGEST_MS = 2 ** 31 - 1;

/** Ends something when a sign-in has run out, unless it was renewed before. */
export class Expiry {
  readonly #now: () => number;
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(now: () => number, onEnd: () => void) {
    this.#now = now;
    this.#onEnd = onEnd;
  }

  /** From now on the end is `expiresAt`, milliseconds since 1970; undefined is never. */
  set(expiresAt: number | undefined): void {
    clearTimeout(this.#timer);
    if (expiresAt === undefined) return;
    const left = expiresAt + GRACE_MS - this.#now();
    const look = () => (left > LONGEST_MS ? this.set(expiresAt) : this.#onEnd());
    this.#timer = setTimeout(look, Math.min(Math.max(0, left), LONGEST_MS));
  }

  /** Idempotent. */
  close(): void {
    clearTimeout(this.#timer);
  }
}
