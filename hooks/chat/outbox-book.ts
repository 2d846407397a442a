import { Listeners, type Unsubscribe } from "@/server/protocol/listeners.ts";
import { type OutboxEntry, woken } from "./outbox-entry.ts";
import type { Change, OutboxStorage } from "./outbox-storage.ts";

export interface OutboxBookOptions {
  storage: OutboxStorage;
  /** Hears of a device that keeps nothing: the page goes on with what it has. */
  onFault: (error: unknown) => void;
}

/** Undelivered ones. */
export const MAX_ENTRIES = 200;
/** Delivered ones that no conversation has shown yet; older ones are forgotten. */
export const MAX_SENT = 200;

/** The messages of an outbox: as this page shows them, and as the device keeps them for all tabs. */
export class OutboxBook {
  readonly #options: OutboxBookOptions;
  readonly #changes: Listeners<[]>;
  /** Keys of messages that the device refused to keep: that they are not there says nothing. */
  readonly #unkept = new Set<string>();
  #entries: readonly OutboxEntry[] = [];

  constructor(options: OutboxBookOptions) {
    this.#options = options;
    this.#changes = new Listeners(options.onFault);
  }

  /** In the order of writing; a new array at each change. */
  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  get isFull(): boolean {
    return this.#entries.filter(isUndelivered).length >= MAX_ENTRIES;
  }

  find(key: string): OutboxEntry | undefined {
    return this.#entries.find((entry) => entry.key === key);
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#changes.add(listener);
  }

  /** Adds what earlier pages and other tabs left on the device. */
  async load(now: number): Promise<void> {
    const kept = await this.#options.storage.all().catch((error: unknown): OutboxEntry[] => {
      this.#options.onFault(error);
      return [];
    });
    const found = kept.flatMap((entry) => {
      if (this.find(entry.key)) return [];
      const there = woken(entry, now);
      if (!there) void this.change(entry.key, () => null);
      return there ?? [];
    });
    const all = [...found, ...this.#entries].toSorted((a, b) => a.createdAt - b.createdAt);
    const newest = new Set(all.filter(isUndelivered).slice(-MAX_ENTRIES));
    this.#entries = all.filter((entry) => !isUndelivered(entry) || newest.has(entry));
    this.#boundSent();
    this.#changes.tell();
  }

  /** A message that nobody has seen before. */
  add(entry: OutboxEntry): void {
    this.show(entry);
    void this.change(entry.key, () => entry);
  }

  /** Changes what is shown, and what is kept as long as it is: what another tab took away does not come back. */
  put(entry: OutboxEntry): void {
    this.show(entry);
    void this.change(entry.key, (kept) => kept && entry);
  }

  /** Changes what is shown alone: what counts is what any tab makes of it. */
  show(entry: OutboxEntry): void {
    const there = this.find(entry.key);
    this.#entries = there ? this.#entries.map((each) => (each === there ? entry : each)) : [...this.#entries, entry];
    this.#boundSent();
    this.#changes.tell();
  }

  /** As {@link OutboxStorage.change}; undefined also when the device fails, which {@link wasRefused} tells. */
  async change(key: string, next: Change): Promise<OutboxEntry | undefined> {
    try {
      return await this.#options.storage.change(key, next);
    } catch (error) {
      if (this.find(key)) this.#unkept.add(key);
      this.#options.onFault(error);
      return undefined;
    }
  }

  /** Whether the device could not keep this message: then the page alone has it. */
  wasRefused(key: string): boolean {
    return this.#unkept.has(key);
  }

  /** Takes a message away, for every tab. */
  remove(key: string): void {
    void this.change(key, () => null);
    this.forget(key);
  }

  /** Takes a message away that is kept no longer. */
  forget(key: string): void {
    this.#unkept.delete(key);
    this.#entries = this.#entries.filter((entry) => entry.key !== key);
    this.#changes.tell();
  }

  #boundSent(): void {
    const sent = this.#entries.filter((entry) => !isUndelivered(entry));
    for (const { key } of sent.slice(0, Math.max(0, sent.length - MAX_SENT))) this.remove(key);
  }
}

function isUndelivered({ delivery }: OutboxEntry): boolean {
  return delivery.state !== "sent";
}
