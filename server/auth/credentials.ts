import type { IncomingMessage } from "node:http";

/** Something a request brought to be recognised by. */
export type Credential = { kind: "cookie"; header: string } | { kind: "token"; token: string };

/** All credentials of a request, in the order in which they count. */
export function credentialsOf(request: IncomingMessage, options: { urlTokens: boolean }): Credential[] {
  const found: Credential[] = [];
  if (request.headers.cookie) found.push({ kind: "cookie", header: request.headers.cookie });
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer) found.push({ kind: "token", token: bearer });
  const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(",");
  const protocol = offered.map((name) => name.trim()).find((name) => name.startsWith("bearer."));
  if (protocol) found.push({ kind: "token", token: protocol.slice("bearer.".length) });
  const inUrl = options.urlTokens ? new URL(request.url ?? "/", "http://local").searchParams.get("token") : null;
  if (inUrl) found.push({ kind: "token", token: inUrl });
  return found;
}
