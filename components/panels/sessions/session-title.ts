import type { SessionRow } from "@/server/protocol/methods.ts";

/** What a person calls a session: its label, else what was derived for it, else its key. */
export function titleOf({ label, derivedTitle, displayName, key }: SessionTitleParts): string {
  return label || derivedTitle || displayName || key;
}

type SessionTitleParts = Pick<SessionRow, "key" | "label" | "derivedTitle" | "displayName">;
