import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Addresses, or networks as `10.0.0.0/8`, of proxies whose word about who asks is taken. */
export type TrustedProxies = readonly string[];

/** Whether this is an address or a network. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/**
 * From where a request comes. What `X-Forwarded-For` says is anybody's word: only what trusted proxies added to it is
 * read, from the nearest on, and the first address that is none of theirs counts.
 */
export function clientAddressIn(trusted: TrustedProxies): (request: IncomingMessage) => string {
  const networks = blockList(trusted);
  const isTrusted = (address: string) => {
    const family = isIP(address);
    return family !== 0 && networks.check(address, family === 4 ? "ipv4" : "ipv6");
  };
  return ({ headers, socket }) => {
    let address = plain(socket.remoteAddress ?? "");
    const told = String(headers["x-forwarded-for"] ?? "").split(",");
    while (isTrusted(address)) {
      const next = plain(told.pop() ?? "");
      if (isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
}

const located = new WeakMap<IncomingMessage, string>();

/** Keeps from where a request comes, for {@link addressOf}. Whoever accepts requests does this first. */
export function locate(request: IncomingMessage, address: string): void {
  located.set(request, address);
}

/** From where a request comes; through an unknown proxy, that one's address. */
export function addressOf(request: IncomingMessage): string {
  return located.get(request) ?? plain(request.socket.remoteAddress ?? "");
}

function blockList(networks: TrustedProxies): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    list.addSubnet(address, Number(bits ?? (family === "ipv4" ? 32 : 128)), family);
  }
  return list;
}

/** Without spaces, port and brackets, and IPv4 as itself. */
function plain(text: string): string {
  const address = text.trim().replace(/^\[(.*)\](?::\d+)?$/, "$1");
  return address.replace(/^([\d.]+):\d+$/, "$1").replace(/^::ffff:(?=\d+\.)/i, "");
}
