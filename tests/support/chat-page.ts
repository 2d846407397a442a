import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChatItem } from "../../hooks/chat/items.ts";
import { ChatStore } from "../../hooks/chat/live-store.ts";
import { Outbox } from "../../hooks/chat/outbox.ts";
import type { SendOptions } from "../../hooks/chat/outbox-entry.ts";
import { memoryStorage } from "../../hooks/chat/outbox-storage.ts";
import { textOf } from "../../server/protocol/messages.ts";
import type { MissionControl } from "./mission-control.ts";
import { openPanelClient } from "./panel-client.ts";

/** One conversation as a page has it on the screen: the page's own store and outbox on the page's own client. */
export interface ChatPage {
  /** The rows as they are drawn, without times and kinds of errors, which only somebody who was there can know. */
  items(): ChatItem[];
  /** Whether a run goes on or something waits, as the page sees it. */
  isBusy(): boolean;
  /** What waits for a run to end, as the page shows it. */
  waiting(): string[];
  /** Sends as the composer does, and resolves with the message's key once the server has it. */
  send(text: string, options?: SendOptions): Promise<string>;
  /** Stops what goes on, as its button does. */
  stop(): Promise<void>;
  /** Resolves when the screen is like this. */
  until(isThere: (items: readonly ChatItem[]) => boolean): Promise<void>;
  close(): void;
}

/** Resolves once the newest messages are loaded. */
export async function openChatPage(server: MissionControl, sessionKey: string): Promise<ChatPage> {
  const token = (await readFile(join(server.home, "token"), "utf8")).trim();
  const { client, ready } = openPanelClient(() => server.wsUrl, token);
  await ready();

  const outbox = new Outbox({ client, storage: memoryStorage(), newKey: randomUUID, now: Date.now, onFault });
  const nextFrame = (draw: () => void) => {
    const due = setImmediate(draw);
    return () => clearImmediate(due);
  };
  const store = new ChatStore({ client, outbox, gateway: undefined, sessionKey, nextFrame });
  const until = (isThere: () => boolean) =>
    new Promise<void>((resolve) => {
      if (isThere()) return resolve();
      const stop = store.subscribe(() => {
        if (!isThere()) return;
        stop();
        resolve();
      });
    });
  // Somebody looks at it all the time.
  const leave = store.subscribe(() => {});
  await until(() => !store.snapshot.isLoading);
  return {
    items: () => store.snapshot.items.map(untimed),
    isBusy: () =>
      store.snapshot.activeRun !== undefined || store.snapshot.pendingInputs.some(({ state }) => state === "queued"),
    waiting: () => store.snapshot.pendingInputs.map(({ message }) => textOf(message)),
    async send(text, options) {
      const { key, accepted } = outbox.send(sessionKey, text, options);
      await accepted;
      return key;
    },
    async stop() {
      await client.request("chat.abort", { sessionKey });
    },
    until: (isThere) => until(() => isThere(store.snapshot.items)),
    close() {
      leave();
      store.close();
      outbox.close();
      client.close();
    },
  };
}

function untimed(item: ChatItem): ChatItem {
  if (item.type === "notice") return item;
  if (item.type === "user") return { ...item, timestamp: 0 };
  const parts = item.parts.map((part) =>
    part.type === "tool" ? { ...part, startedAt: undefined, durationMs: undefined } : part,
  );
  const error = item.error && { ...item.error, kind: undefined };
  return { ...item, parts, error, timestamp: 0, startedAt: undefined, durationMs: undefined, phase: undefined };
}

function onFault(error: unknown): never {
  throw error;
}
