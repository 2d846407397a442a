import type { ChatHistoryResult } from "@/server/protocol/chat.ts";
import { type Message, type MessagePart, textOf } from "@/server/protocol/messages.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";

export type ExportFormat = "markdown" | "json";

type ReadHistory = (params: ParamsOf<"chat.history">) => Promise<ChatHistoryResult>;

const PAGE = 1_000;
/** Longer transcripts are cut at their beginning. */
export const MAX_EXPORTED = 100_000;

/** Every message of a session, oldest first. */
export async function readTranscript(read: ReadHistory, sessionKey: string): Promise<Message[]> {
  const pages: Message[][] = [];
  for (let offset = 0; offset < MAX_EXPORTED; ) {
    const { messages, hasMore } = await read({ sessionKey, limit: PAGE, offset });
    pages.unshift(messages);
    offset += messages.length;
    if (!hasMore || messages.length === 0) break;
  }
  return pages.flat();
}

/** A transcript as a file's text. */
export function formatTranscript(messages: readonly Message[], title: string, format: ExportFormat): string {
  if (format === "json") return `${JSON.stringify({ title, messages }, null, 2)}\n`;
  return [`# ${title}`, ...messages.map(asMarkdown)].join("\n\n").concat("\n");
}

/** Saves text as a file, through the browser. */
export function download(text: string, fileName: string, mimeType: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mimeType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to read it by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** A title as a file's name. */
export function fileNameOf(title: string, format: ExportFormat): string {
  const name = title
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60)
    .toLowerCase();
  return `${name || "transcript"}.${format === "json" ? "json" : "md"}`;
}

function asMarkdown(message: Message): string {
  const when = new Date(message.timestamp).toISOString();
  if (message.role === "toolResult") {
    return `### Result of ${message.toolName}${message.isError ? " (failed)" : ""}\n\n${fenced(textOf(message))}`;
  }
  const who = message.role === "user" ? "You" : `Agent${message.model ? ` (${message.model})` : ""}`;
  const parts = typeof message.content === "string" ? [message.content] : message.content.map(partAsMarkdown);
  const error = message.role === "assistant" && message.errorMessage ? [`> ${message.errorMessage}`] : [];
  return [`## ${who} · ${when}`, ...parts, ...error].join("\n\n");
}

function partAsMarkdown(part: MessagePart): string {
  switch (part.type) {
    case "text":
      return part.text;
    case "thinking":
      return part.thinking.replace(/^/gm, "> ");
    case "toolCall":
      return `**${part.name}**\n\n${fenced(JSON.stringify(part.arguments, null, 2), "json")}`;
    case "image":
      return `*An image (${part.mimeType})*`;
  }
}

/** Code in a fence longer than any within it. */
function fenced(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
