import type { AssistantContent, ModelMessage, ToolResultPart, UserContent } from "ai";
import {
  type AssistantMessage,
  type Message,
  type ToolResultMessage,
  textOf,
  type UserMessage,
} from "../../protocol/messages.ts";

/** What a model is told of a tool that never answered. */
const INTERRUPTED = "The tool was interrupted before it gave a result.";

/**
 * The stored transcript as a provider accepts it: each tool call directly followed by one result, none without its
 * call, no empty message. Stored thinking is left out: it lacks the signature that its provider asks for, and no
 * other provider may see it; within a run the SDK carries it on by itself.
 */
export function toModelMessages(history: readonly Message[]): ModelMessage[] {
  const results = new Map<string, ToolResultMessage[]>();
  for (const message of history) {
    if (message.role !== "toolResult") continue;
    const waiting = results.get(message.toolCallId);
    if (waiting) waiting.push(message);
    else results.set(message.toolCallId, [message]);
  }
  return history.flatMap((message) => {
    if (message.role === "user") return [userMessage(message)];
    if (message.role === "assistant") return assistantMessages(message, results);
    return [];
  });
}

/** A person's words and images. */
export function userMessage(message: UserMessage): ModelMessage {
  if (typeof message.content === "string") return { role: "user", content: message.content };
  const parts: Exclude<UserContent, string> = message.content.flatMap((part): Exclude<UserContent, string> => {
    if (part.type === "text") return part.text ? [{ type: "text", text: part.text }] : [];
    if (part.type === "image") return [{ type: "file", data: part.data, mediaType: part.mimeType }];
    return [];
  });
  return { role: "user", content: parts.length > 0 ? parts : "" };
}

function assistantMessages(message: AssistantMessage, results: Map<string, ToolResultMessage[]>): ModelMessage[] {
  const parts =
    typeof message.content === "string" ? [{ type: "text" as const, text: message.content }] : message.content;
  const content: Exclude<AssistantContent, string> = [];
  const answers: ToolResultPart[] = [];
  for (const part of parts) {
    if (part.type === "text" && part.text) content.push({ type: "text", text: part.text });
    if (part.type !== "toolCall") continue;
    const call = { toolCallId: acceptable(part.id), toolName: acceptable(part.name) };
    content.push({ type: "tool-call", ...call, input: asObject(part.arguments) });
    answers.push({ type: "tool-result", ...call, output: outputOf(results.get(part.id)?.shift()) });
  }
  if (content.length === 0) return [];
  const said: ModelMessage = { role: "assistant", content };
  return answers.length > 0 ? [said, { role: "tool", content: answers }] : [said];
}

function outputOf(result: ToolResultMessage | undefined): ToolResultPart["output"] {
  if (!result) return { type: "error-text", value: INTERRUPTED };
  const value = textOf(result);
  return result.isError ? { type: "error-text", value } : { type: "text", value };
}

/** Providers allow only these characters in the names and ids of calls, and 64 of them. */
function acceptable(name: string): string {
  return name.replace(/[^\w-]/g, "_").slice(0, 64) || "unknown";
}

/** Providers want an object; a model that was cut off may have left anything. */
function asObject(value: unknown): { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : { value };
}
