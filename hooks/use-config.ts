"use client";

import type { ConfigSchemaLookup, ConfigSnapshot, ConfigVersion } from "@/server/protocol/configuration.ts";
import { type GatewayRpc, useGatewayRpc } from "./use-gateway-rpc.ts";

const NO_PARAMS = {};

/** The gateway's configuration as it is on disk, its secrets hidden; read again when somebody saves. */
export function useConfig(): GatewayRpc<ConfigSnapshot> {
  return useGatewayRpc("config.get", NO_PARAMS, { keepPrevious: false });
}

/** One place of its schema and what is right below it; `.` is the whole, null reads nothing. */
export function useConfigPlace(path: string | null): GatewayRpc<ConfigSchemaLookup> {
  return useGatewayRpc("config.schema.lookup", path === null ? null : { path }, { keepPrevious: false });
}

/** Earlier versions, newest first; read when `wanted`. */
export function useConfigHistory(wanted: boolean): GatewayRpc<{ versions: ConfigVersion[] }> {
  return useGatewayRpc("config.history", wanted ? NO_PARAMS : null);
}
