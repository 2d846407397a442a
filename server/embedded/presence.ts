import { Pace } from "../protocol/pace.ts";
import { PresenceParams } from "../protocol/schema/system.ts";
import type { PresenceEntry } from "../protocol/system.ts";
import type { Emit } from "./event-bus.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Clock } from "./runs/contract.ts";

/** Most entries of an answer and of an event: the newest. */
export const PRESENCE_LIMIT = 200;
/**
 * Who joins and leaves within so many milliseconds of an event is told in the next one. The first is told at once:
 * whoever joins and reads who is here would be told of themselves afterwards, and read it all again.
 */
const PACE_MS = 200;

/** Who is connected. Whoever holds the connections says so. */
export class Presence {
  readonly #entries = new Map<string, PresenceEntry>();
  readonly #clock: Clock;
  readonly #pace: Pace;
  #closed = false;

  constructor({ emit, clock }: { emit: Emit; clock: Clock }) {
    this.#clock = clock;
    this.#pace = new Pace(() => {
      if (!this.#closed) emit("presence", { presence: this.list() });
    }, PACE_MS);
  }

  /** Adds a connection, or says more about one. */
  join(connectionId: string, entry: Omit<PresenceEntry, "ts" | "onlineSince" | "instanceId">): void {
    const ts = this.#clock();
    const onlineSince = this.#entries.get(connectionId)?.onlineSince ?? ts;
    this.#entries.set(connectionId, { ...entry, instanceId: connectionId, ts, onlineSince });
    this.#pace.ask();
  }

  leave(connectionId: string): void {
    if (this.#entries.delete(connectionId)) this.#pace.ask();
  }

  /** Newest first, at most {@link PRESENCE_LIMIT}. */
  list(): PresenceEntry[] {
    return [...this.#entries.values()].slice(-PRESENCE_LIMIT).reverse();
  }

  close(): void {
    this.#closed = true;
  }
}

export function presenceMethods(presence: Presence) {
  return { "system-presence": method(PresenceParams, () => presence.list()) } satisfies MethodTable;
}
