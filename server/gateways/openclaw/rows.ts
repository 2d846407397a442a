import type { JsonObject } from "../../protocol/frames.ts";
import {
  type AssistantMessage,
  type Message,
  type MessageMeta,
  type MessagePart,
  type StopReason,
  textOf,
} from "../../protocol/messages.ts";
import type { SessionRow } from "../../protocol/sessions.ts";

/** Rows of a real gateway's transcripts and lists, brought to the fields that we promise. */

/** A session row's fields that panels read; the rest of a real row is some five kilobytes. */
const SESSION_FIELDS = [
  "key",
  "sessionId",
  "agentId",
  "kind",
  "label",
  "derivedTitle",
  "displayName",
  "lastMessagePreview",
  "channel",
  "category",
  "createdAt",
  "updatedAt",
  "archived",
  "pinned",
  "unread",
  "model",
  "modelProvider",
  "thinkingLevel",
  "inputTokens",
  "outputTokens",
  "totalTokens",
  "contextTokens",
  "estimatedCostUsd",
  "hasActiveRun",
  "activeRunIds",
  "status",
  "lastRunError",
  "lastRunId",
] as const satisfies readonly (keyof SessionRow)[];

/** The named fields of a gateway's session row; undefined when it is none. */
export function sessionRowOf(row: unknown): SessionRow | undefined {
  if (!isObject(row) || typeof row.key !== "string") return undefined;
  const picked: JsonObject = {};
  for (const field of SESSION_FIELDS) if (row[field] !== undefined && row[field] !== null) picked[field] = row[field];
  return asSessionRow({
    ...picked,
    sessionId: row.sessionId ?? row.key,
    agentId: row.agentId ?? agentOf(row.key),
    kind: row.kind ?? "unknown",
    createdAt: row.createdAt ?? row.updatedAt ?? 0,
    updatedAt: row.updatedAt ?? row.createdAt ?? 0,
  });
}

/**
 * Messages of a history. A gateway splits one message into rows that share an id (text, then tool calls):
 * the rows after the first get a suffix, so that every id is one row.
 */
export function messagesOf(rows: readonly unknown[]): Message[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    // A delta wraps each message into the event that it would have been.
    const message = messageOf(isObject(row) && isObject(row.message) ? row.message : row);
    if (!message) return [];
    const { id } = message.__openclaw;
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before === 0 ? [message] : [{ ...message, __openclaw: { ...message.__openclaw, id: `${id}#${before}` } }];
  });
}

/** The same messages, with each run that was stopped in the middle of a tool marked so: the gateway stores no end of it. */
export function withAborts(messages: readonly Message[], wasAborted: (runId: string) => boolean): Message[] {
  return messages.map((message, at) => {
    const { runId } = message.__openclaw;
    if (message.role !== "assistant" || message.stopReason !== "toolUse" || !runId || !wasAborted(runId))
      return message;
    const goesOn = messages
      .slice(at + 1)
      .some((later) => later.role === "assistant" && later.__openclaw.runId === runId);
    return goesOn ? message : { ...message, stopReason: "aborted" };
  });
}

/** The id that the gateway knows a message by, its row suffix taken off. */
export function gatewayMessageId(id: string): string {
  return id.split("#", 1)[0] ?? id;
}

/** Whether the gateway cut the message's text for display. */
export function isTruncated(message: Message): boolean {
  return message.__openclaw.truncated === true;
}

/** The text parts of a message as a run's live text joins them: trimmed, an empty line between. */
export function liveTextOf(message: Message): string {
  return textOf(message).trim();
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function messageOf(row: unknown): Message | undefined {
  if (!isObject(row)) return undefined;
  const { role } = row;
  const meta = metaOf(row);
  if (!meta || (role !== "user" && role !== "assistant" && role !== "toolResult")) return undefined;
  const base = { content: contentOf(row.content), timestamp: numberOf(row.timestamp) ?? 0, __openclaw: meta };
  if (role === "user") return { role, ...base };
  if (role === "toolResult") {
    return {
      role,
      ...base,
      toolCallId: String(row.toolCallId ?? ""),
      toolName: String(row.toolName ?? "tool"),
      isError: row.isError === true,
    };
  }
  const aborted = isObject(row.openclawAbort) && row.openclawAbort.aborted === true;
  const answer: AssistantMessage = {
    role,
    ...base,
    // What the gateway said itself is of no model.
    ...(typeof row.model === "string" && row.model !== "gateway-injected" && { model: row.model }),
    ...(typeof row.provider === "string" && { provider: row.provider }),
    ...(typeof row.stopReason === "string" && { stopReason: aborted ? "aborted" : stopReasonOf(row.stopReason) }),
    ...(typeof row.errorMessage === "string" && { errorMessage: row.errorMessage }),
    ...(isObject(row.usage) && { usage: usageOf(row.usage) }),
  };
  return row.stopReason === "error" && meta.idempotencyKey?.endsWith(":terminal-error") ? asFailure(answer) : answer;
}

/** A gateway tells why a run failed as if the model had said it. */
function asFailure(answer: AssistantMessage): AssistantMessage {
  const { errorMessage = textOf(answer).replace(/^⚠️ /, "") } = answer;
  return { ...answer, content: [], errorMessage };
}

function metaOf(row: JsonObject): MessageMeta | undefined {
  const own = isObject(row.__openclaw) ? row.__openclaw : {};
  if (typeof own.id !== "string") return undefined;
  const key = own.idempotencyKey ?? row.idempotencyKey;
  return {
    id: own.id,
    seq: numberOf(own.seq) ?? 0,
    ...(typeof own.runId === "string" && { runId: own.runId }),
    // A gateway keeps a person's key with the suffix ":user".
    ...(typeof key === "string" && { idempotencyKey: key.replace(/:user$/, "") }),
    ...((own.truncated === true || row.truncated === true) && { truncated: true }),
  };
}

function contentOf(content: unknown): string | MessagePart[] {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.flatMap((part: unknown): MessagePart[] => {
    if (!isObject(part)) return [];
    if (part.type === "text" && typeof part.text === "string") return [{ type: "text", text: part.text }];
    if (part.type === "thinking" && typeof part.thinking === "string")
      return [{ type: "thinking", thinking: part.thinking }];
    if (part.type === "toolCall") {
      return [
        { type: "toolCall", id: String(part.id ?? ""), name: String(part.name ?? "tool"), arguments: part.arguments },
      ];
    }
    if (part.type === "image" && typeof part.data === "string") {
      return [{ type: "image", data: part.data, mimeType: String(part.mimeType ?? "image/png") }];
    }
    return [];
  });
}

function stopReasonOf(reason: string): StopReason {
  const known: readonly string[] = [
    "stop",
    "toolUse",
    "length",
    "aborted",
    "error",
    "interrupted",
  ] satisfies StopReason[];
  return known.includes(reason) ? (reason as StopReason) : "stop";
}

function usageOf(usage: JsonObject) {
  const cost = isObject(usage.cost) ? numberOf(usage.cost.total) : undefined;
  return {
    input: numberOf(usage.input) ?? 0,
    output: numberOf(usage.output) ?? 0,
    totalTokens: numberOf(usage.totalTokens) ?? 0,
    ...(cost !== undefined && { cost: { total: cost } }),
  };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function agentOf(key: string): string {
  return /^agent:([^:]+):/.exec(key)?.[1] ?? "main";
}

/** The fields were picked by name and the required ones filled in. */
function asSessionRow(row: JsonObject): SessionRow {
  return row as unknown as SessionRow;
}
