import { RpcError } from "../protocol/errors.ts";
import type { Exchange, ExchangeRoute } from "./exchange.ts";

/**
 * `GET /api/status`: `{version, hub, gateways, status}` with the answers to `hub.status`, `gateways.list` and the default
 * gateway's `status`, which is null while that gateway cannot answer.
 */
export function statusRoute(version: string): ExchangeRoute {
  return {
    method: "GET",
    path: "/api/status",
    async answer({ call }) {
      const [hub, gateways, status] = await Promise.all([
        call("hub.status", {}),
        call("gateways.list", {}),
        statusOf(call),
      ]);
      return { version, hub, gateways, status };
    },
  };
}

async function statusOf(call: Exchange["call"]): Promise<unknown> {
  try {
    return await call("status", {});
  } catch (error) {
    if (error instanceof RpcError && error.code !== "FORBIDDEN") return null;
    throw error;
  }
}
