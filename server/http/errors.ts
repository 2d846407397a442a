import type { ServerResponse } from "node:http";
import { ERROR_CODES, type ErrorCode, type RpcError } from "../protocol/errors.ts";
import { BodyTooLarge } from "./body.ts";
import { sendJson } from "./front.ts";

/** The status that each error is answered with over HTTP. */
const STATUSES: Record<ErrorCode, number> = {
  INVALID_REQUEST: 400,
  UNKNOWN_METHOD: 404,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_PAIRED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  NO_GATEWAY: 404,
  STARTING: 503,
  UNAVAILABLE: 503,
  GATEWAY_LOST: 502,
  TIMEOUT: 504,
  // nginx's "client closed request": there is no status of the standard for it.
  ABORTED: 499,
  PROVIDER: 502,
  STORAGE: 507,
  INTERNAL: 500,
};

/** Codes that only a remote gateway knows are answered with 502. */
export function statusOf(error: RpcError): number {
  if (error instanceof BodyTooLarge) return 413;
  return isKnown(error.code) ? STATUSES[error.code] : 502;
}

/** Answers with `{error:{code, message, …}}`, or with the shape that `shape` gives it. */
export function sendError(
  response: ServerResponse,
  error: RpcError,
  shape: (error: RpcError) => object = (failed) => ({ error: failed.toShape() }),
): void {
  const status = statusOf(error);
  if (error.retryAfterMs !== undefined) response.setHeader("retry-after", Math.ceil(error.retryAfterMs / 1_000));
  if (status === 401) response.setHeader("www-authenticate", "Bearer");
  // What was not read of the body would be taken for the next request.
  if (status === 413) response.setHeader("connection", "close");
  sendJson(response, status, shape(error));
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
