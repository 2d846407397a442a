import type { GatewayInfo } from "@/server/protocol/gateways.ts";

/** A call as somebody typed it. */
export interface TypedCall {
  method: string;
  params: { [name: string]: unknown };
  gateway: GatewayInfo | undefined;
}

/** The languages that a call is copied in. */
export const LANGUAGES = {
  hook: { label: "As TypeScript (sendReq)", write: asTypeScript },
  frame: { label: "As a frame of /ws", write: asFrame },
  jsonrpc: { label: "As JSON-RPC 2.0", write: asJsonRpc },
  cli: { label: "As a call of OpenClaw's CLI", write: asCli },
} as const satisfies Record<string, { label: string; write: (call: TypedCall) => string }>;

function asTypeScript({ method, params, gateway }: TypedCall): string {
  const options = gateway ? `, { gateway: ${JSON.stringify(gateway.id)} }` : "";
  return `const result = await sendReq(${JSON.stringify(method)}, ${JSON.stringify(params, null, 2)}${options});`;
}

function asFrame({ method, params, gateway }: TypedCall): string {
  return JSON.stringify({ type: "req", id: "1", method, params, ...(gateway && { gateway: gateway.id }) });
}

function asJsonRpc({ method, params }: TypedCall): string {
  return JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
}

/** The token is left to the shell: no page knows it. */
function asCli({ method, params, gateway }: TypedCall): string {
  const url = gateway?.url ? ` --url ${quoted(gateway.url)}` : "";
  return `openclaw gateway call ${method}${url} --token "$OPENCLAW_GATEWAY_TOKEN" --params ${quoted(JSON.stringify(params))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
