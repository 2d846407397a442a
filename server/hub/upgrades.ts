import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Answers an upgrade with an HTTP status instead, and ends the socket. */
export function rejectUpgrade(socket: Duplex, status: number): void {
  const text = STATUS_CODES[status] ?? "Error";
  socket.once("finish", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
  );
}

/**
 * Whether a page of the request's Origin may open a socket here: our own pages, and those on the list. Programs send
 * no Origin and pass.
 */
export function originAllowed(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host !== "" && new URL(origin).host === host?.toLowerCase();
}

/** The subprotocols that the client offers, in its order. */
export function offeredProtocols(request: IncomingMessage): string[] {
  const header = request.headers["sec-websocket-protocol"];
  return header === undefined ? [] : header.split(",").map((name) => name.trim());
}

/** The address that was asked for, its token left out: addresses are logged. */
export function addressOf(request: IncomingMessage): string {
  const url = new URL(request.url ?? "/", "http://local");
  url.searchParams.delete("token");
  return url.href;
}
