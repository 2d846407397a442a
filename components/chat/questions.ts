import type { AssistantItem, ChatItem, UserItem } from "@/hooks/chat/items.ts";
import type { SendOptions } from "@/hooks/chat/outbox-entry.ts";

/** The message that an answer was given to: the last one of a person before it. */
export function questionOf(items: readonly ChatItem[], answer: AssistantItem): UserItem | undefined {
  const at = items.findIndex((item) => item.id === answer.id);
  return items.slice(0, at === -1 ? items.length : at).findLast((item): item is UserItem => item.type === "user");
}

/** The last message that can be edited: one that the server has. */
export function lastEditable(items: readonly ChatItem[]): UserItem | undefined {
  return items.findLast((item): item is UserItem => item.type === "user" && item.messageId !== undefined);
}

/** The pictures of a message, to be sent with it again. */
export function attachmentsOf({ images }: UserItem): SendOptions["attachments"] {
  if (images.length === 0) return undefined;
  return images.map(({ data, mimeType }) => ({ type: "image", mimeType, content: data }));
}
