import type { Deed } from "./audit-trail.ts";

/** What somebody was refused whom nobody knew. */
export type Refusal = Pick<Deed, "action" | "targets" | "outcome" | "isCall">;

/** Addresses that are told apart within a minute; those beyond are counted together. */
export const MAX_ADDRESSES = 20;
const WINDOW_MS = 60_000;
const OTHERS = "other addresses";

const SIGN_IN: Refusal = { action: "sign-in", targets: {}, outcome: "UNAUTHENTICATED", isCall: false };

/**
 * Notes whom nobody knew. The first time of an address is noted at once, its others as one number at the end of the
 * minute: who guesses must not push out what others did.
 */
export class Refusals {
  readonly #note: (deed: Deed, times?: number) => void;
  readonly #more = new Map<string, { deed: Deed; times: number }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(note: (deed: Deed, times?: number) => void) {
    this.#note = note;
  }

  /** @param what left out, it was to sign in */
  refused(address: string, what: Refusal = SIGN_IN): void {
    const deed = { address, ...what };
    const isNew = !this.#more.has(JSON.stringify(deed));
    if (isNew && this.#more.size < MAX_ADDRESSES) {
      this.#more.set(JSON.stringify(deed), { deed, times: 0 });
      this.#note(deed);
    } else this.#count(isNew ? { ...deed, address: OTHERS, targets: {} } : deed);
    this.#timer ??= setTimeout(() => this.#tell(), WINDOW_MS).unref();
  }

  /** Notes what was only counted yet. Idempotent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#tell();
  }

  #count(deed: Deed): void {
    const key = JSON.stringify(deed);
    this.#more.set(key, { deed, times: (this.#more.get(key)?.times ?? 0) + 1 });
  }

  #tell(): void {
    this.#timer = undefined;
    for (const { deed, times } of this.#more.values()) if (times > 0) this.#note(deed, times);
    this.#more.clear();
  }
}
