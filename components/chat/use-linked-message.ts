import { parseAsString, useQueryState } from "nuqs";
import { useEffect } from "react";
import type { ChatItem } from "@/hooks/chat/items.ts";
import type { ChatView } from "@/hooks/chat/use-chat.ts";

type LinkedChat = Pick<ChatView, "items" | "hasMore" | "isLoadingOlder" | "loadOlder" | "error">;

/**
 * Shows the message that the address names (`?message=<id>`), loading older ones until it is there. The address forgets
 * it then, so that the reader is not held at that place.
 */
export function useLinkedMessage(chat: LinkedChat, show: (itemId: string) => void): void {
  const [messageId, setMessageId] = useQueryState("message", parseAsString.withOptions({ history: "replace" }));
  const { items, hasMore, isLoadingOlder, loadOlder, error } = chat;

  useEffect(() => {
    if (!messageId || items.length === 0) return;
    const item = items.find((candidate) => holds(candidate, messageId));
    if (item) {
      show(item.id);
      void setMessageId(null);
    } else if (!hasMore || error) void setMessageId(null);
    else if (!isLoadingOlder) void loadOlder();
  }, [messageId, items, hasMore, isLoadingOlder, loadOlder, error, show, setMessageId]);
}

function holds(item: ChatItem, messageId: string): boolean {
  switch (item.type) {
    case "user":
      return item.messageId === messageId;
    case "assistant":
      return item.messageIds.includes(messageId);
    case "notice":
      return false;
  }
}
