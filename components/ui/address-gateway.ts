import { createContext, useContext } from "react";

/** In an address: the gateway that this page asks, whatever is chosen for the panels. */
export const GATEWAY_PARAM = "gateway";

/** The gateway that the page's address names; links inside name it, too. */
export const AddressGateway = createContext<string | undefined>(undefined);

/** An address of this page on the gateway that the address here names. */
export function useGatewayHref(href: string): string {
  return onGateway(href, useContext(AddressGateway));
}

/** The same address on a certain gateway. One that names a gateway already, and one of another site, stay. */
export function onGateway(href: string, gateway: string | null | undefined): string {
  if (!gateway || !href.startsWith("/")) return href;
  const url = new URL(href, "http://here");
  if (url.searchParams.has(GATEWAY_PARAM)) return href;
  url.searchParams.set(GATEWAY_PARAM, gateway);
  return `${url.pathname}${url.search}${url.hash}`;
}
