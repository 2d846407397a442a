import type { AuditEntry } from "../protocol/access.ts";
import type { AccessStore, AuditQuery, NewAuditEntry } from "../store/contract.ts";

/** What happened, before it is known when and how often. */
export type Deed = Omit<NewAuditEntry, "at" | "count">;

export interface AuditTrailOptions {
  store: Pick<AccessStore, "addAudit" | "audit" | "sweepAudit">;
  /** What could not be written stays for the next time. */
  onFault: (error: unknown) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** How long deeds are gathered before they are written, in milliseconds. Default 500. */
  gatherMs?: number;
}

/** Different deeds that wait to be written; of more only the number is kept. */
export const MAX_WAITING = 1_000;
/** What the store keeps: so many entries, and none older than so many days. */
export const KEPT_ENTRIES = 50_000;
export const KEPT_DAYS = 90;
const GATHER_MS = 500;
const DAY_MS = 24 * 60 * 60_000;
/** The store is tidied after so many entries. */
const SWEEP_EVERY = 500;

/** Who did what, written behind the back of those who do it: nobody waits for the disk. */
export class AuditTrail {
  readonly #options: AuditTrailOptions;
  readonly #now: () => number;
  readonly #listeners = new Set<{ hear: () => void }>();
  #waiting = new Map<string, NewAuditEntry>();
  #lost = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #sinceSweep = SWEEP_EVERY;
  #closed = false;

  constructor(options: AuditTrailOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Notes a deed; the same one again within the same moment is counted. `times`: it happened so often already. */
  note(deed: Deed, times = 1): void {
    if (this.#closed) return;
    const key = JSON.stringify([deed.who?.id, deed.address, deed.action, deed.outcome, deed.targets]);
    const before = this.#waiting.get(key);
    if (before) this.#waiting.set(key, { ...before, count: (before.count ?? 1) + times });
    else if (this.#waiting.size >= MAX_WAITING) this.#lost += times;
    else this.#waiting.set(key, { ...deed, at: this.#now(), ...(times > 1 && { count: times }) });
    this.#timer ??= setTimeout(() => this.#flush(), this.#options.gatherMs ?? GATHER_MS).unref();
  }

  /** Called when something new can be read. */
  onChange(hear: () => void): () => void {
    const listener = { hear };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The newest first, everything that was noted before included. */
  async read(query: AuditQuery): Promise<AuditEntry[]> {
    await this.#flush();
    return this.#options.store.audit(query);
  }

  /** Writes what waits. Idempotent. */
  async close(): Promise<void> {
    await this.#flush();
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const entries = [...this.#waiting.values()];
    if (entries.length === 0 && this.#lost === 0) return;
    const lost = this.#lost;
    if (lost > 0)
      entries.push({ at: this.#now(), action: "audit", targets: {}, outcome: "LOST", count: lost, isCall: false });
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#lost = 0;
    try {
      await this.#options.store.addAudit(entries);
      await this.#sweep(entries.length);
    } catch (error) {
      this.#options.onFault(error);
      this.#takeBack(waiting, lost);
      return;
    }
    for (const { hear } of this.#listeners) hear();
  }

  /** The disk may have room again when the next deed comes. */
  #takeBack(waiting: Map<string, NewAuditEntry>, lost: number): void {
    const newer = this.#waiting;
    this.#waiting = waiting;
    this.#lost += lost;
    for (const [key, entry] of newer) {
      if (this.#waiting.has(key) || this.#waiting.size < MAX_WAITING) this.#waiting.set(key, entry);
      else this.#lost += entry.count ?? 1;
    }
  }

  async #sweep(added: number): Promise<void> {
    this.#sinceSweep += added;
    if (this.#sinceSweep < SWEEP_EVERY) return;
    this.#sinceSweep = 0;
    await this.#options.store.sweepAudit({ keep: KEPT_ENTRIES, since: this.#now() - KEPT_DAYS * DAY_MS });
  }
}
