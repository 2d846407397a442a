import type { RpcError } from "../../protocol/errors.ts";
import { isObject } from "../body.ts";
import { statusOf } from "../errors.ts";

/** An error in OpenAI's shape: `{error:{message, type, param, code}}`; `code` is ours unless OpenAI has its own. */
export function openAiError(error: RpcError) {
  const details = isObject(error.details) ? error.details : {};
  return {
    error: {
      message: error.message,
      type: typeOf(statusOf(error)),
      param: typeof details.field === "string" ? details.field : null,
      code: typeof details.reason === "string" ? details.reason : error.code.toLowerCase(),
    },
  };
}

function typeOf(status: number): string {
  if (status === 401) return "authentication_error";
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  return status < 500 ? "invalid_request_error" : "server_error";
}
