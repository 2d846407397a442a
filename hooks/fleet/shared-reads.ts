import type { Client } from "@/server/protocol/client.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import { FleetReads, type FleetReadsOptions } from "./fleet-reads.ts";

interface Shared {
  reads: unknown;
  users: number;
}

const pages = new WeakMap<Client, Map<string, Shared>>();

/**
 * The readings of a method with these params at this place, made by whoever asks first and shared by all who ask
 * while somebody uses them. `release` is called once by each; the last one closes them.
 *
 * @param place which gateways are asked: those who name the same place set the same ones ready
 */
export function shareReads<M extends string>(
  options: FleetReadsOptions<M>,
  place: string,
): { reads: FleetReads<M>; release: Unsubscribe } {
  const { client, method, params } = options;
  const shared = pages.get(client) ?? new Map<string, Shared>();
  pages.set(client, shared);
  const key = JSON.stringify([method, params, place]);
  const found = shared.get(key);
  const reads = found ? readsOf<M>(found) : new FleetReads(options);
  const entry = found ?? { reads, users: 0 };
  entry.users += 1;
  shared.set(key, entry);
  return {
    reads,
    release() {
      entry.users -= 1;
      if (entry.users > 0) return;
      shared.delete(key);
      reads.close();
    },
  };
}

/** The method stands in the key under which these were kept. */
function readsOf<M extends string>({ reads }: Shared): FleetReads<M> {
  return reads as FleetReads<M>;
}
