import { givenTitleOf, titleOf } from "@/components/sessions/session-title.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";

const PATH = "/chat";
const SLUG_LENGTH = 8;
const NEW_KEY = /^agent:[^:]+:chat-/;

/** The address of a session's chat. */
export function chatPath(sessionKey: string): string {
  return `${PATH}/${encodeURIComponent(sessionKey)}`;
}

/** The session that an address names; undefined when it names none, or nothing that can be read. */
export function keyOfPath(pathname: string): string | undefined {
  const [, , encoded] = pathname.split("/");
  if (!encoded) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** Where one talks to an agent when no session is named. */
export function mainKey(agentId: string): string {
  return `agent:${agentId}:main`;
}

/** The key of a session that does not exist yet: its first message makes it. */
export function newKey(agentId: string, random: () => number = Math.random): string {
  const slug = Array.from({ length: SLUG_LENGTH }, () => Math.floor(random() * 36).toString(36)).join("");
  return `agent:${agentId}:chat-${slug}`;
}

/** Whose session a key is; undefined for keys of another form. */
export function agentOfKey(sessionKey: string): string | undefined {
  return /^agent:([^:]+):/.exec(sessionKey)?.[1];
}

/** What a session is called. One without a name is a new chat as long as nothing was said in it. */
export function nameOf(
  sessionKey: string,
  session: Pick<SessionRow, "label" | "derivedTitle" | "displayName" | "lastMessagePreview"> | null | undefined,
): string {
  const { lastMessagePreview, ...names } = session ?? {};
  if (!givenTitleOf(names) && !lastMessagePreview && NEW_KEY.test(sessionKey)) return "New chat";
  return titleOf({ ...names, key: sessionKey });
}
