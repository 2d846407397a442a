import type { AssistantItem, UserItem } from "@/hooks/chat/items.ts";

/** 2026-11-21, noon, local time. */
export const NOON = new Date(2026, 10, 21, 12).getTime();

/** A message that the server has. */
export function userItem(fields: Partial<UserItem> = {}): UserItem {
  return {
    type: "user",
    id: "u1",
    messageId: "m1",
    idempotencyKey: undefined,
    text: "a question",
    images: [],
    attachments: [],
    timestamp: NOON,
    delivery: { state: "sent" },
    truncated: false,
    ...fields,
  };
}

/** An answer that is over. */
export function assistantItem(text: string, fields: Partial<AssistantItem> = {}): AssistantItem {
  const isStreaming = fields.state === "running";
  return {
    type: "assistant",
    id: "a1",
    runId: "r1",
    messageId: "m2",
    messageIds: [],
    parts: text ? [{ type: "text", id: "t1", text, isStreaming }] : [],
    state: "done",
    phase: undefined,
    error: undefined,
    model: "builtin/operator",
    usage: undefined,
    startedAt: NOON,
    durationMs: undefined,
    timestamp: NOON,
    truncated: false,
    ...fields,
  };
}
