import type { GatewayDirectory } from "../gateways/directory.ts";
import type { Gateway } from "../gateways/gateway.ts";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { GatewayInfo, GatewaysListResult, HubStatusResult } from "../protocol/gateways.ts";
import { EventsScopeParams, GatewaysListParams, HubStatusParams } from "../protocol/schema/gateways.ts";
import { type OwnMethod, ownMethod } from "./own-method.ts";

/** What the methods below need to know of the hub. */
export interface HubView {
  /** With a principal only its own connections are counted. */
  status(principal?: PrincipalInfo): HubStatusResult;
  /** Which sessions' chatty events a connection wants; false when there is no such connection. */
  setScope(connectionId: string, sessions: "all" | readonly string[]): boolean;
}

/** `gateways.list`, `hub.status` and `events.scope`. `apart`: people are not to learn how many others are connected. */
export function hubMethods(options: { directory: GatewayDirectory; hub: HubView; apart?: boolean }): OwnMethod[] {
  const { directory, hub, apart = false } = options;
  return [
    ownMethod(
      "gateways.list",
      GatewaysListParams,
      (_params, { principal }): GatewaysListResult => ({
        defaultId: directory.defaultFor(principal)?.id ?? "",
        gateways: directory.list(principal).map(describeGateway),
      }),
    ),
    ownMethod("hub.status", HubStatusParams, (_params, { principal }): HubStatusResult => {
      const status = hub.status(apart ? principal : undefined);
      const visible = new Set(directory.list(principal).map(({ id }) => id));
      return { ...status, logs: status.logs.filter(({ gateway }) => visible.has(gateway)) };
    }),
    ownMethod("events.scope", EventsScopeParams, ({ sessions }, { connectionId }) => {
      if (connectionId !== undefined && hub.setScope(connectionId, sessions)) return { ok: true };
      throw new RpcError(
        "INVALID_REQUEST",
        "events.scope says which events a WebSocket connection gets: call it over one.",
      );
    }),
  ];
}

/** A gateway as clients see it; never its token. */
export function describeGateway(gateway: Gateway): GatewayInfo {
  const { id, name, kind, url, status, version, methods, latencyMs } = gateway;
  return {
    id,
    name,
    kind,
    ...(url !== undefined && { url }),
    status,
    ...(version !== undefined && { server: { version } }),
    ...(latencyMs !== undefined && { latencyMs: Math.round(latencyMs * 10) / 10 }),
    methods: [...methods].sort(),
  };
}
