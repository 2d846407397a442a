import type { ImagePart, TokenUsage } from "@/server/protocol/messages.ts";

/** One row of a transcript. An item keeps its `id` and, as long as nothing in it changed, its object. */
export type ChatItem = UserItem | AssistantItem | NoticeItem;

/** Where a person's message stands on its way. */
export type Delivery =
  /** Kept here until there is a connection. */
  | { state: "waiting" }
  | { state: "sending" }
  | { state: "sent" }
  /** Refused: `retry` sends it again, `discard` forgets it. */
  | { state: "failed"; code: string; message: string }
  /** Sent, and no answer came: `retry` is safe, the server knows it by its key. */
  | { state: "unconfirmed"; message: string };

export interface UserItem {
  type: "user";
  id: string;
  /** Undefined until the server stored it. */
  messageId: string | undefined;
  /** The key it was sent under: `retry` and `discard` take it. */
  idempotencyKey: string | undefined;
  text: string;
  images: readonly ImagePart[];
  attachments: readonly AttachmentRef[];
  timestamp: number;
  delivery: Delivery;
  truncated: boolean;
}

export interface AttachmentRef {
  fileName?: string;
  mimeType?: string;
}

export type RunState = "queued" | "running" | "done" | "aborted" | "error" | "interrupted";

/** One answer: everything that one run said and did, in order. */
export interface AssistantItem {
  type: "assistant";
  id: string;
  runId: string | undefined;
  /** The last stored message in it, for fork, copy and the whole text of a truncated one. */
  messageId: string | undefined;
  /** All stored messages in it, tool results included: a link to any of them leads here. */
  messageIds: readonly string[];
  parts: readonly AssistantPart[];
  state: RunState;
  /** What it does while nothing was said yet: "preparing_context", "starting_model", or a gateway's own word. */
  phase: string | undefined;
  error: { message: string; kind: string | undefined } | undefined;
  model: string | undefined;
  usage: TokenUsage | undefined;
  /** Milliseconds since 1970. */
  startedAt: number | undefined;
  /** Milliseconds from start to end; undefined while it runs. */
  durationMs: number | undefined;
  timestamp: number;
  truncated: boolean;
}

export type AssistantPart = ThinkingView | TextView | ToolView | ImageView;

export interface ThinkingView {
  type: "thinking";
  id: string;
  text: string;
  isStreaming: boolean;
}

export interface TextView {
  type: "text";
  id: string;
  /** Markdown. While streaming it only grows, unless the model's gateway replaces it. */
  text: string;
  isStreaming: boolean;
}

export interface ToolView {
  type: "tool";
  /** Unique within the answer. */
  id: string;
  /** The tool call's id, which some providers give to one call of each step. */
  callId: string;
  name: string;
  args: unknown;
  state: "running" | "done" | "error" | "interrupted";
  /** Live output while it runs, then the result's text. */
  output: string;
  images: readonly ImagePart[];
  startedAt: number | undefined;
  durationMs: number | undefined;
}

export interface ImageView {
  type: "image";
  id: string;
  image: ImagePart;
}

/** What happened to the conversation itself. */
export interface NoticeItem {
  type: "notice";
  id: string;
  kind: "compacted" | "reset";
  text: string;
  timestamp: number;
}
