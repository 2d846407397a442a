import { randomBytes } from "node:crypto";

const LIFETIME_MS = 10 * 60_000;
const MAX_CODES = 16;

/** One-time codes that sign a browser in: 160 bits each, good once, for ten minutes; the oldest give way past 16. */
export class SignInCodes {
  readonly #expiry = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  issue(): string {
    const code = randomBytes(20).toString("base64url");
    this.#expiry.set(code, this.#now() + LIFETIME_MS);
    for (const oldest of this.#expiry.keys()) {
      if (this.#expiry.size <= MAX_CODES) break;
      this.#expiry.delete(oldest);
    }
    return code;
  }

  /** Whether the code was good; it is no longer. */
  redeem(code: string): boolean {
    const expiry = this.#expiry.get(code);
    this.#expiry.delete(code);
    return expiry !== undefined && this.#now() < expiry;
  }
}
