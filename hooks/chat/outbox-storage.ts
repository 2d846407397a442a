import { createStore, del, set, type UseStore, values } from "idb-keyval";
import type { OutboxEntry } from "./outbox.ts";

/** Where undelivered messages are kept over a reload. */
export interface OutboxStorage {
  all(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  delete(key: string): Promise<void>;
}

/** On this device; nowhere when the browser has no IndexedDB, as in a private window: then the page alone keeps them. */
export function openOutboxStorage(): OutboxStorage {
  if (typeof indexedDB === "undefined") return nowhere;
  let opened: UseStore | undefined;
  const store = () => {
    opened ??= createStore("mission-control-outbox", "messages");
    return opened;
  };
  return {
    all: () => values<OutboxEntry>(store()),
    put: (entry) => set(entry.key, entry, store()),
    delete: (key) => del(key, store()),
  };
}

const nowhere: OutboxStorage = {
  all: async () => [],
  put: async () => {},
  delete: async () => {},
};
