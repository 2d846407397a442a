import { GATEWAY_PARAM, onGateway } from "./address-gateway.ts";

/**
 * Goes to another address of this page, at once: nothing is asked of the server, because a panel's data comes over the
 * socket. Next follows what is pushed here, so that `usePathname` and the Back button know of it. The gateway that the
 * address names stays named, unless `leave` leaves it for the one that is chosen for the panels.
 */
export function navigate(href: string, { replace = false, leave = false } = {}): void {
  const here = new URLSearchParams(window.location.search).get(GATEWAY_PARAM);
  const target = leave ? href : onGateway(href, here);
  if (replace) window.history.replaceState(null, "", target);
  else window.history.pushState(null, "", target);
}
