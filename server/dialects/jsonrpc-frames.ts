import type { RpcError } from "../protocol/errors.ts";
import { isObject } from "./frames.ts";

/** What an answer is found by. */
export type CallId = string | number | null;

/** One entry of what came in: alone, or out of a batch. */
export type Incoming =
  | { kind: "call"; id: CallId; method: string; params: unknown }
  /** Without an `id`: done, and never answered. */
  | { kind: "notification"; method: string; params: unknown }
  | { kind: "invalid"; id: CallId; why: string };

/** JSON-RPC's own codes. */
const PARSE_ERROR = -32_700;
const NO_REQUEST = -32_600;
const NO_METHOD = -32_601;
const BAD_PARAMS = -32_602;
/** The call failed; `data.code` says how. */
const FAILED = -32_000;

/** Reads one request object. */
export function incoming(value: unknown): Incoming {
  if (!isObject(value)) return { kind: "invalid", id: null, why: "a request is an object" };
  const { jsonrpc, method, params, id } = value;
  const known = isId(id) ? id : null;
  const invalid = (why: string): Incoming => ({ kind: "invalid", id: known, why });
  if (jsonrpc !== undefined && jsonrpc !== "2.0") return invalid('"jsonrpc" must be "2.0"');
  if (typeof method !== "string" || method === "") return invalid('"method" must be a text');
  if (params !== undefined && (typeof params !== "object" || params === null)) {
    return invalid('"params" must be an object');
  }
  if (!Object.hasOwn(value, "id")) return { kind: "notification", method, params };
  return isId(id) ? { kind: "call", id, method, params } : invalid('"id" must be a text or a number');
}

export function result(id: CallId, value: unknown): object {
  return { jsonrpc: "2.0", id, result: value ?? null };
}

/** A call's failure: the params or the method when the error says so, else `data.code`. */
export function failure(id: CallId, error: RpcError): object {
  const { message, ...data } = error.toShape();
  return { jsonrpc: "2.0", id, error: { code: numberOf(error.code), message, data } };
}

export function invalidRequest(id: CallId, why: string): object {
  return { jsonrpc: "2.0", id, error: { code: NO_REQUEST, message: `Invalid Request: ${why}` } };
}

export function parseError(): object {
  return { jsonrpc: "2.0", id: null, error: { code: PARSE_ERROR, message: "Parse error" } };
}

export function notification(method: string, params: object): object {
  return { jsonrpc: "2.0", method, params };
}

function numberOf(code: string): number {
  if (code === "INVALID_REQUEST") return BAD_PARAMS;
  return code === "UNKNOWN_METHOD" ? NO_METHOD : FAILED;
}

function isId(id: unknown): id is CallId {
  return id === null || typeof id === "string" || typeof id === "number";
}
