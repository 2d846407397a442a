"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { Client } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import { useGateway, useGatewayId } from "../gateway-provider.tsx";
import { type ChatSnapshot, type ChatStore, chatStoreOf, emptyChat } from "./live-store.ts";
import { outboxOf } from "./outbox.ts";
import type { OutboxEntry, SendOptions } from "./outbox-entry.ts";

/** What a person sends: words, and how. */
export type ChatInput = { text: string } & Omit<SendOptions, "gateway">;

export interface ChatView extends ChatSnapshot {
  loadOlder: () => Promise<void>;
  /**
   * Sends, or keeps it until there is a connection. Returns its idempotency key at once.
   * @throws RpcError RATE_LIMITED when the outbox is full, NOT_FOUND without a session
   */
  send: (input: ChatInput) => string;
  /** Stops the run that goes on, or the one named; a queued one is withdrawn. @throws RpcError */
  abort: (runId?: string) => Promise<{ aborted: boolean; runIds: string[] }>;
  /** Sends a failed or unconfirmed message again, under the same key. */
  retry: (idempotencyKey: string) => void;
  /** Forgets a message that was not delivered and gives it back. */
  discard: (idempotencyKey: string) => Promise<OutboxEntry | undefined>;
  /** Reads the newest messages again. */
  refresh: () => Promise<void>;
}

/**
 * One conversation, live: history, streaming, and what is on its way. Items are oldest first, and unchanged ones stay
 * the same objects. `null` shows nothing.
 */
export function useChat(sessionKey: string | null, options: { gateway?: string } = {}): ChatView {
  const { client } = useGateway();
  const gateway = useGatewayId(options.gateway);
  const store = useStore(sessionKey, gateway);
  const snapshot = useSyncExternalStore(
    useCallback((changed) => store?.subscribe(changed) ?? noSubscription, [store]),
    () => store?.snapshot ?? emptyChat,
    () => emptyChat,
  );

  const actions = useMemo(() => {
    const outbox = outboxOf(client);
    return {
      loadOlder: async () => store?.loadOlder(),
      refresh: async () => store?.refresh(),
      send: ({ text, ...how }: ChatInput) => outbox.send(named(sessionKey), text, { ...how, gateway }).key,
      retry: (key: string) => outbox.retry(key),
      discard: (key: string) => outbox.discard(key),
      abort: async (runId?: string) => {
        const params = { sessionKey: named(sessionKey), ...(runId && { runId }) };
        // Stopping a named run twice stops nothing else.
        const ended = await client.request("chat.abort", params, { gateway, resend: runId ? "always" : "never" });
        if (ended.aborted || runId === undefined) return ended;
        const stopped = await abortElsewhere(client, gateway, { key: params.sessionKey, runId });
        return stopped ? { aborted: true, runIds: [runId] } : ended;
      },
    };
  }, [client, gateway, sessionKey, store]);
  return useMemo(() => ({ ...snapshot, ...actions }), [snapshot, actions]);
}

function useStore(sessionKey: string | null, gateway: string | undefined): ChatStore | undefined {
  const { client } = useGateway();
  const isBrowser = typeof document !== "undefined";
  return useMemo(
    () => (sessionKey === null || !isBrowser ? undefined : chatStoreOf(client, gateway, sessionKey)),
    [client, gateway, sessionKey, isBrowser],
  );
}

const noSubscription = () => {};

/**
 * OpenClaw answers a message that waited under another run, which `chat.abort` does not know; `sessions.abort` does.
 * A gateway without that method has said all: the run is over.
 */
async function abortElsewhere(
  client: Client,
  gateway: string | undefined,
  run: { key: string; runId: string },
): Promise<boolean> {
  try {
    const result = await client.request("sessions.abort", run, { gateway, resend: "always" });
    if (typeof result !== "object" || result === null) return false;
    return "abortedRunId" in result && result.abortedRunId === run.runId;
  } catch (error) {
    if (error instanceof RpcError && error.code === "UNKNOWN_METHOD") return false;
    throw error;
  }
}

function named(sessionKey: string | null): string {
  if (sessionKey !== null) return sessionKey;
  throw new RpcError("NOT_FOUND", "No session is open: choose one, or begin a new one, then send again.");
}
