import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";

let calls = 0;

/** Calls a method by JSON-RPC and resolves its whole answer. */
export async function rpc(client: WireClient, method: string, params?: unknown): Promise<JsonObject> {
  calls += 1;
  const id = `call-${calls}`;
  client.send({ jsonrpc: "2.0", id, method, ...(params !== undefined && { params }) });
  return client.frame({ id });
}

/** The params of the `typing` notifications so far. */
export function typing(client: WireClient): unknown[] {
  return client.frames.filter(({ method }) => method === "typing").map(({ params }) => params);
}
