/** Transcript messages in OpenClaw's shape. */

export interface TextPart {
  type: "text";
  text: string;
}

export interface ThinkingPart {
  type: "thinking";
  thinking: string;
}

/** What the model asked a tool to do; its `toolResult` message follows. */
export interface ToolCallPart {
  type: "toolCall";
  id: string;
  name: string;
  arguments: unknown;
}

/** Base64 data with its media type. */
export interface ImagePart {
  type: "image";
  data: string;
  mimeType: string;
}

export type MessagePart = TextPart | ThinkingPart | ToolCallPart | ImagePart;

export interface MessageMeta {
  /** Stable over reset and compaction of other messages. */
  id: string;
  /** 1, 2, 3 … within the session. */
  seq: number;
  runId?: string;
  /** The sender's key: an optimistic bubble finds its echo by it. */
  idempotencyKey?: string;
  /** True when the text was cut for display: `chat.message.get` gives the whole. */
  truncated?: boolean;
}

interface Base {
  content: string | MessagePart[];
  /** Milliseconds since 1970. */
  timestamp: number;
  __openclaw: MessageMeta;
}

export interface UserMessage extends Base {
  role: "user";
}

/** Why an assistant message ended. `interrupted`: the process died or was stopped in the middle of it. */
export type StopReason = "stop" | "toolUse" | "length" | "aborted" | "error" | "interrupted";

export interface AssistantMessage extends Base {
  role: "assistant";
  model?: string;
  provider?: string;
  stopReason?: StopReason;
  errorMessage?: string;
  usage?: TokenUsage;
}

export interface ToolResultMessage extends Base {
  role: "toolResult";
  toolCallId: string;
  toolName: string;
  isError: boolean;
}

export type Message = UserMessage | AssistantMessage | ToolResultMessage;

export interface TokenUsage {
  input: number;
  output: number;
  cacheRead?: number;
  cacheWrite?: number;
  totalTokens: number;
  /** US dollars, when the model's price is known. */
  cost?: { total: number };
}

/** The readable text of a message, its thinking and tool calls left out. */
export function textOf(message: Pick<Message, "content">): string {
  if (typeof message.content === "string") return message.content;
  return message.content
    .filter((part): part is TextPart => part.type === "text")
    .map((part) => part.text)
    .join("");
}
