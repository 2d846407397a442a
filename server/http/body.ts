import type { IncomingMessage } from "node:http";
import { RpcError } from "../protocol/errors.ts";

/**
 * Reads a whole request body as text.
 * @throws RpcError INVALID_REQUEST when it is larger than `maxBytes`.
 */
export async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBytes) throw new RpcError("INVALID_REQUEST", `The body is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
