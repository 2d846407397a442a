import type { SessionRow } from "@/server/protocol/sessions.ts";

/** What a person calls a session: its label, else what was derived for it, else what its key says beside the agent. */
export function titleOf(session: SessionTitleParts): string {
  return givenTitleOf(session) || withoutAgent(session.key);
}

/** The label, else what was derived from the first message, without its marks of Markdown; "" when there is neither. */
export function givenTitleOf({ label, derivedTitle = "", displayName = "" }: Omit<SessionTitleParts, "key">): string {
  return label || withoutMarkdown(derivedTitle) || withoutMarkdown(displayName);
}

/** The last message in one line, without the marks of Markdown, which nobody draws here. */
export function previewOf({ lastMessagePreview = "" }: Pick<SessionRow, "lastMessagePreview">): string {
  return withoutMarkdown(lastMessagePreview);
}

/** What a list says below a title: the last message, else how many there are. Of some that have words no gateway tells them. */
export function secondLineOf(row: Pick<SessionRow, "lastMessagePreview" | "messageCount" | "lastRunId">): string {
  return previewOf(row) || (row.messageCount ? `${row.messageCount} messages` : row.lastRunId ? "" : "No messages yet");
}

type SessionTitleParts = Pick<SessionRow, "key" | "label" | "derivedTitle" | "displayName">;

function withoutMarkdown(text: string): string {
  return text
    .replace(/```\w*/g, " ")
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+])\s+/gm, "")
    .replace(/(\*\*|__|`+)(?=\S)(.*?)(?<=\S)\1/g, "$2")
    .replace(/\s+/g, " ")
    .trim();
}

/** `agent:ops:main` is the main one, and `agent:ops:slack:dm` is `slack:dm`: whose it is stands beside the title. */
function withoutAgent(key: string): string {
  const rest = /^agent:[^:]+:(.+)$/.exec(key)?.[1] ?? key;
  return rest === "main" ? "Main" : rest;
}
