import type { IncomingMessage } from "node:http";
import { RpcError } from "../protocol/errors.ts";
import type { JsonObject } from "../protocol/frames.ts";

/** More was sent than is read. */
export class BodyTooLarge extends RpcError {
  constructor(maxBytes: number) {
    super("INVALID_REQUEST", `The body is larger than ${maxBytes} bytes: send less.`);
  }
}

/**
 * Reads a whole request body as text.
 * @throws BodyTooLarge when it is larger than `maxBytes`.
 */
export async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * Reads a request body as a JSON object.
 * @throws BodyTooLarge, RpcError INVALID_REQUEST
 */
export async function readObject(request: IncomingMessage, maxBytes: number): Promise<JsonObject> {
  const text = await readText(request, maxBytes);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RpcError("INVALID_REQUEST", "The body is not JSON: send one JSON object.");
  }
  if (isObject(body)) return body;
  throw new RpcError("INVALID_REQUEST", "The body must be one JSON object.");
}

/** Whether a value is an object, whose fields nobody has checked. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
