import { PresenceParams } from "../protocol/schema/system.ts";
import type { PresenceEntry } from "../protocol/system.ts";
import type { Emit } from "./event-bus.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Clock } from "./runs/contract.ts";

/** Most entries of an answer and of an event: the newest. */
export const PRESENCE_LIMIT = 200;
/** Joining and leaving within so many milliseconds makes one event. */
const GATHER_MS = 200;

/** Who is connected. Whoever holds the connections says so. */
export class Presence {
  readonly #entries = new Map<string, PresenceEntry>();
  readonly #emit: Emit;
  readonly #clock: Clock;
  #pending: NodeJS.Timeout | undefined;
  #closed = false;

  constructor({ emit, clock }: { emit: Emit; clock: Clock }) {
    this.#emit = emit;
    this.#clock = clock;
  }

  /** Adds a connection, or says more about one. */
  join(connectionId: string, entry: Omit<PresenceEntry, "ts" | "onlineSince" | "instanceId">): void {
    const ts = this.#clock();
    const onlineSince = this.#entries.get(connectionId)?.onlineSince ?? ts;
    this.#entries.set(connectionId, { ...entry, instanceId: connectionId, ts, onlineSince });
    this.#changed();
  }

  leave(connectionId: string): void {
    if (this.#entries.delete(connectionId)) this.#changed();
  }

  /** Newest first, at most {@link PRESENCE_LIMIT}. */
  list(): PresenceEntry[] {
    return [...this.#entries.values()].slice(-PRESENCE_LIMIT).reverse();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#pending);
  }

  #changed(): void {
    if (this.#pending || this.#closed) return;
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      this.#emit("presence", { presence: this.list() });
    }, GATHER_MS).unref();
  }
}

export function presenceMethods(presence: Presence) {
  return { "system-presence": method(PresenceParams, () => presence.list()) } satisfies MethodTable;
}
