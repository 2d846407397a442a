/** The key of the session whose details `/sessions/<key>` shows; undefined for the list alone. */
export function openedSession(pathname: string): string | undefined {
  const [, , key] = pathname.split("/");
  if (!key) return undefined;
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** The address of a session's details, or of the list alone. The filters, `?…` or empty, stay. */
export function sessionsHref(key: string | undefined, search = ""): string {
  return key === undefined ? `/sessions${search}` : `/sessions/${encodeURIComponent(key)}${search}`;
}

/** Where a conversation is read and led, at one of its messages if named. */
export function chatHref(key: string, messageId?: string): string {
  const message = messageId === undefined ? "" : `?message=${encodeURIComponent(messageId)}`;
  return `/chat/${encodeURIComponent(key)}${message}`;
}

/** The log of a session, or of one run of it. */
export function logsHref(of: { session: string } | { run: string }): string {
  return `/logs?${new URLSearchParams(of)}`;
}
