import { RpcError } from "../protocol/errors.ts";
import { readObject } from "./body.ts";
import type { ExchangeRoute } from "./exchange.ts";

/** As much as a frame of the socket may hold. */
const MAX_BYTES = 512 * 1024;
/** 1 March 2026, 00:00 UTC, in seconds: since then the socket answers all of this. */
const DEPRECATED_SINCE = 1_772_323_200;

/** `POST /api/rpc {method, params?, gateway?}` → `{ok:true, payload}`: one call by HTTP. Deprecated for the socket. */
export function rpcRoute(socketPath: string): ExchangeRoute {
  return {
    method: "POST",
    path: "/api/rpc",
    async answer({ request, response, call }) {
      response.setHeader("deprecation", `@${DEPRECATED_SINCE}`);
      response.setHeader("link", `<${socketPath}>; rel="successor-version"`);
      const { method, params, gateway } = await readObject(request, MAX_BYTES);
      if (typeof method !== "string" || method === "") {
        throw new RpcError("INVALID_REQUEST", "Missing method", { details: { field: "method" } });
      }
      if (gateway !== undefined && typeof gateway !== "string") {
        throw new RpcError("INVALID_REQUEST", '"gateway" must be text.', { details: { field: "gateway" } });
      }
      return { ok: true, payload: await call(method, params, gateway) };
    },
  };
}
