import { isSameHost } from "@/server/protocol/gateway-host.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";
import { readAddress } from "./address.ts";

/** What stands in the form. */
export interface GatewayDraft {
  name: string;
  address: string;
  token: string;
  /** The kept token is to be forgotten. */
  forgetsToken: boolean;
}

/** The form of a gateway, or an empty one. A kept token never comes back from the server. */
export function draftOf(gateway: GatewayInfo | undefined): GatewayDraft {
  return { name: gateway?.name ?? "", address: gateway?.url ?? "", token: "", forgetsToken: false };
}

/** What has to be tried before it is saved; undefined while the address is none, and when nothing of it changed. */
export function targetOf(draft: GatewayDraft, gateway: GatewayInfo | undefined): ParamsOf<"gateways.test"> | undefined {
  const address = readAddress(draft.address);
  const token = tokenOf(draft);
  if (!address.ok || (gateway && address.url === gateway.url && token === undefined)) return undefined;
  return { url: address.url, ...(token !== undefined && { token }), ...(gateway && { id: gateway.id }) };
}

/** What is added; undefined while the address is none. Without a name it is called by its host. */
export function additionOf(draft: GatewayDraft): ParamsOf<"gateways.add"> | undefined {
  const address = readAddress(draft.address);
  if (!address.ok) return undefined;
  const token = tokenOf(draft);
  return { name: draft.name.trim() || address.host, url: address.url, ...(token && { token }) };
}

/** What of a gateway was changed; undefined when nothing was. An empty token is forgotten. */
export function changesOf(draft: GatewayDraft, gateway: GatewayInfo): ParamsOf<"gateways.update"> | undefined {
  const addition = additionOf(draft);
  if (!addition) return undefined;
  const token = tokenOf(draft);
  const changes = {
    ...(addition.name !== gateway.name && { name: addition.name }),
    ...(addition.url !== gateway.url && { url: addition.url }),
    ...(token !== undefined && { token }),
  };
  return Object.keys(changes).length > 0 ? { id: gateway.id, ...changes } : undefined;
}

/** The host that the kept token belongs to, when the address typed leads to another one: it does not go along. */
export function tokenStaysWith(draft: GatewayDraft, gateway: GatewayInfo | undefined): string | undefined {
  const address = readAddress(draft.address);
  if (!address.ok || gateway?.url === undefined || isSameHost(address.url, gateway.url)) return undefined;
  return new URL(gateway.url).host;
}

/** The new token, empty for none, undefined for the one that is kept. */
function tokenOf({ token, forgetsToken }: GatewayDraft): string | undefined {
  return forgetsToken ? "" : token.trim() || undefined;
}
