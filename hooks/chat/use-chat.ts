"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { ChatHistoryResult, PendingInput, SessionRow } from "@/server/protocol/methods.ts";
import type { AssistantItem, ChatItem } from "./items.ts";
import type { SendOptions } from "./outbox.ts";

export interface ChatView {
  /** Oldest first. Unchanged items are the same objects: rows can be memoised. */
  items: readonly ChatItem[];
  isLoading: boolean;
  error: RpcError | undefined;
  /** Older messages can be loaded. */
  hasMore: boolean;
  isLoadingOlder: boolean;
  loadOlder: () => Promise<void>;
  /** Sends, or keeps it until there is a connection. Returns its idempotency key at once. @throws RpcError when the outbox is full */
  send: (message: { text: string } & Omit<SendOptions, "gateway">) => string;
  /** Stops the run that goes on, or the one named. */
  abort: (runId?: string) => Promise<ChatAbort>;
  /** Sends a failed or unconfirmed message again, under the same key. */
  retry: (idempotencyKey: string) => void;
  /** Forgets a message that was not delivered and gives back its words. */
  discard: (idempotencyKey: string) => string | undefined;
  /** The run that goes on. */
  activeRun: ActiveRunView | undefined;
  /** What waits on the server for a run to end. */
  pendingInputs: readonly PendingInput[];
  session: SessionRow | undefined;
  thinkingLevel: ChatHistoryResult["thinkingLevel"];
  totalMessages: number;
  refresh: () => Promise<void>;
}

export interface ActiveRunView {
  runId: string;
  state: "queued" | "running";
  startedAt: number | undefined;
  phase: AssistantItem["phase"];
}

export interface ChatAbort {
  aborted: boolean;
  runIds: string[];
}

/** One conversation, live: history, streaming, and what is on its way. `null` shows nothing. */
export declare function useChat(sessionKey: string | null, options?: { gateway?: string }): ChatView;
