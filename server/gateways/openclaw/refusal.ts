import { isObject } from "./rows.ts";

/** Why a real gateway refused a call, as far as it says. */
export interface Refusal {
  code: string;
  message: string;
  details?: unknown;
}

/**
 * The code by which our readers decide. OpenClaw calls nearly everything that it refuses an invalid request; what it was
 * stands in the details or in the words.
 */
export function codeOf({ code, message, details }: Refusal): string {
  if (code !== "INVALID_REQUEST") return code;
  if (/^unknown method\b/i.test(message)) return "UNKNOWN_METHOD";
  const isConflict = isObject(details) && typeof details.type === "string" && details.type.endsWith("_conflict");
  return isConflict || OVERTAKEN.test(message) ? "CONFLICT" : code;
}

/** Somebody was quicker: the thing is another one than was read, or the name is taken. */
const OVERTAKEN = /\bchanged since (?:last load|it was read)\b|\balready (?:exists|in use)\b/;
