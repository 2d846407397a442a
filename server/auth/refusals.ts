import type { Deed } from "./audit-trail.ts";

/** Addresses that are told apart within a minute; those beyond are counted together. */
export const MAX_ADDRESSES = 20;
const WINDOW_MS = 60_000;
const OTHERS = "other addresses";

/**
 * Notes whom nobody knew. The first time of an address is noted at once, its others as one number at the end of the
 * minute: who guesses must not push out what others did.
 */
export class Refusals {
  readonly #note: (deed: Deed, times?: number) => void;
  readonly #more = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(note: (deed: Deed, times?: number) => void) {
    this.#note = note;
  }

  refused(address: string): void {
    const isKnown = this.#more.has(address);
    const key = isKnown || this.#more.size < MAX_ADDRESSES ? address : OTHERS;
    const isFirst = !isKnown && key === address;
    this.#more.set(key, (this.#more.get(key) ?? 0) + (isFirst ? 0 : 1));
    if (isFirst) this.#note(refusalOf(address));
    this.#timer ??= setTimeout(() => this.#tell(), WINDOW_MS).unref();
  }

  /** Notes what was only counted yet. Idempotent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#tell();
  }

  #tell(): void {
    this.#timer = undefined;
    for (const [address, times] of this.#more) if (times > 0) this.#note(refusalOf(address), times);
    this.#more.clear();
  }
}

function refusalOf(address: string): Deed {
  return { address, action: "sign-in", targets: {}, outcome: "UNAUTHENTICATED", isCall: false };
}
