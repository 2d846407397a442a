/** What of the gateways panel an address shows. */
export type GatewaysRoute = { view: "fleet" } | { view: "gateway"; id: string };

/** Reads `/gateways` and `/gateways/<id>`; what follows is ignored. */
export function gatewaysRoute(pathname: string): GatewaysRoute {
  const [, , id] = pathname.split("/");
  return id ? { view: "gateway", id: decode(id) } : { view: "fleet" };
}

/** The address of one gateway. */
export function gatewayHref(id: string): string {
  return `/gateways/${encodeURIComponent(id)}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
