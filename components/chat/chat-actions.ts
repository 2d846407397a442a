"use client";

import { createContext, use } from "react";
import type { AssistantItem, UserItem } from "@/hooks/chat/items.ts";

/** What a message of the transcript can be asked to do, and where. One object for the life of a conversation. */
export interface ChatActions {
  readonly sessionKey: string;
  /** Sends an undelivered message again, under its own key. */
  retryDelivery: (idempotencyKey: string) => void;
  /** Forgets an undelivered message; its words go back to the composer. */
  discardDelivery: (idempotencyKey: string) => void;
  /** Puts a message's words into the composer; sending replaces it and all after it. */
  edit: (item: UserItem) => void;
  /** Asks again what an answer was given to: the answer is replaced. */
  retryRun: (item: AssistantItem) => void;
  /** Lets an interrupted answer go on. */
  resumeRun: (item: AssistantItem) => void;
  /** Opens a new session with everything up to a message. */
  fork: (messageId: string) => void;
  /** The whole text of a message that was cut for display. */
  wholeText: (messageId: string) => Promise<string>;
  /** Sends a suggestion. */
  suggest: (text: string) => void;
}

const ChatActionsContext = createContext<ChatActions | undefined>(undefined);

export const ChatActionsProvider = ChatActionsContext.Provider;

/** @throws Error outside of a conversation. */
export function useChatActions(): ChatActions {
  const actions = use(ChatActionsContext);
  if (!actions) throw new Error("useChatActions is used outside of ChatActionsProvider");
  return actions;
}
