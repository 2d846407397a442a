const MAX_ADDRESSES = 10_000;

interface Tries {
  /** When the newest failures were, in milliseconds since 1970. */
  failures: number[];
  lockedUntil: number;
}

/** Whoever fails too often within a while is out for a longer one. The oldest addresses give way past 10,000. */
export class Lockout {
  readonly #options: { limit: number; windowMs: number; lockMs: number; now: () => number };
  readonly #tries = new Map<string, Tries>();

  constructor(options: { limit: number; windowMs: number; lockMs: number; now: () => number }) {
    this.#options = options;
  }

  failed(address: string): void {
    const { limit, windowMs, lockMs, now } = this.#options;
    const before = this.#tries.get(address);
    const failures = [...(before?.failures ?? []).filter((at) => at > now() - windowMs), now()].slice(-limit);
    const lockedUntil = failures.length >= limit ? now() + lockMs : (before?.lockedUntil ?? 0);
    this.#tries.delete(address);
    this.#tries.set(address, { failures, lockedUntil });
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > MAX_ADDRESSES && oldest !== undefined) this.#tries.delete(oldest);
  }

  /** Milliseconds until the address may try again; 0 when it may. */
  waitOf(address: string): number {
    return Math.max(0, (this.#tries.get(address)?.lockedUntil ?? 0) - this.#options.now());
  }
}
