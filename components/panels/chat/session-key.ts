import { givenTitleOf } from "@/components/sessions/session-title.ts";
import type { SessionRow } from "@/server/protocol/methods.ts";

const PATH = "/chat";
const SLUG_LENGTH = 8;

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

/** What a session without a row is called. */
export function nameOf(
  sessionKey: string,
  session: Pick<SessionRow, "label" | "derivedTitle" | "displayName"> | null | undefined,
): string {
  const given = session && givenTitleOf(session);
  if (given) return given;
  const rest = sessionKey.split(":").slice(2).join(":");
  if (rest === "main") return "Main";
  return rest.startsWith("chat-") ? "New chat" : rest || sessionKey;
}
