import type { SessionRow } from "@/server/protocol/methods.ts";

/** What a person calls a session: its label, else what was derived for it, else its key. */
export function titleOf({ label, derivedTitle, displayName, key }: SessionTitleParts): string {
  return label || derivedTitle || displayName || key;
}

/** The last message in one line, without the marks of Markdown, which nobody draws here. */
export function previewOf({ lastMessagePreview = "" }: Pick<SessionRow, "lastMessagePreview">): string {
  return lastMessagePreview
    .replace(/```\w*/g, " ")
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+])\s+/gm, "")
    .replace(/(\*\*|__|`+)(?=\S)(.*?)(?<=\S)\1/g, "$2")
    .replace(/\s+/g, " ")
    .trim();
}

type SessionTitleParts = Pick<SessionRow, "key" | "label" | "derivedTitle" | "displayName">;
