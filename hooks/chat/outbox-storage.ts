import { createStore, type UseStore, values } from "idb-keyval";
import type { OutboxEntry } from "./outbox-entry.ts";

/** Where messages are kept over a reload, until their conversation shows them. All tabs of a browser share it. */
export interface OutboxStorage {
  all(): Promise<OutboxEntry[]>;
  /**
   * Looks at a message and changes it in one step, which no other tab comes between: what `next` returns is kept, null
   * deletes it, undefined leaves it as it is. Resolves what was kept before.
   */
  change(key: string, next: Change): Promise<OutboxEntry | undefined>;
  /** Calls with the key of each message that another tab deletes; the returned function ends it. */
  onGone(listener: (key: string) => void): () => void;
}

export type Change = (kept: OutboxEntry | undefined) => OutboxEntry | null | undefined;

const NAME = "mission-control-outbox";

/** On this device; in the page alone when the browser has no IndexedDB, as in a private window. */
export function openOutboxStorage(): OutboxStorage {
  if (typeof indexedDB === "undefined") return memoryStorage();
  let opened: UseStore | undefined;
  const store = () => {
    opened ??= createStore(NAME, "messages");
    return opened;
  };
  return {
    all: () => values<OutboxEntry>(store()),
    change: async (key, next) => {
      const { kept, isDeleted } = await store()("readwrite", (messages) => changeIn(messages, key, next));
      if (isDeleted) tellGone(key);
      return kept;
    },
    onGone: hearGone,
  };
}

/** Kept for as long as the page lives. */
export function memoryStorage(entries: readonly OutboxEntry[] = []): OutboxStorage {
  const kept = new Map(entries.map((entry) => [entry.key, entry]));
  return {
    all: async () => [...kept.values()],
    change: async (key, next) => {
      const before = kept.get(key);
      const after = next(before);
      if (after === null) kept.delete(key);
      else if (after) kept.set(key, after);
      return before;
    },
    onGone: () => () => {},
  };
}

function changeIn(
  messages: IDBObjectStore,
  key: string,
  next: Change,
): Promise<{ kept: OutboxEntry | undefined; isDeleted: boolean }> {
  return new Promise((resolve, reject) => {
    const { transaction } = messages;
    transaction.onabort = () => reject(transaction.error);
    const reading: IDBRequest<OutboxEntry | undefined> = messages.get(key);
    reading.onsuccess = () => {
      const kept = reading.result;
      const after = next(kept);
      if (after === null) messages.delete(key);
      else if (after) messages.put(after, key);
      transaction.oncomplete = () => resolve({ kept, isDeleted: after === null && kept !== undefined });
    };
  });
}

function tellGone(key: string): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(key);
  channel.close();
}

function hearGone(listener: (key: string) => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => {};
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") listener(data);
  };
  return () => channel.close();
}
