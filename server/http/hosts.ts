import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * Whether a request's `Host` may be served. Where nobody has to sign in, only names of this machine are: a page of another
 * site that has its name point here (DNS rebinding) must not reach us.
 */
export function hostCheck(options: { open: boolean; hosts: readonly string[] }): (host: string | undefined) => boolean {
  if (!options.open) return () => true;
  return (host) => isAddress(host, options.hosts);
}

/** Whether a request comes from this machine itself: neither through a proxy on it, nor by a name of another site. */
export function isLocal(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  if (headers.forwarded !== undefined || headers["x-forwarded-for"] !== undefined) return false;
  return isAddress(headers.host, []) && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? "");
}

/** Whether a Host is an address or a name that nobody else can point here. */
function isAddress(host: string | undefined, names: readonly string[]): boolean {
  if (!host || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === "localhost" || names.includes(hostname) || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
}
