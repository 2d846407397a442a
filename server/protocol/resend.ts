import { onlyReads } from "./read-only.ts";

/** What becomes of a request whose connection is lost before its answer came. */
export type Resend = "always" | "never";

/** What becomes of a request when whoever asks says nothing about it: what is safe to repeat is sent again. */
export function resendOf(method: string, params: unknown): Resend {
  if (onlyReads(method)) return "always";
  const keyed = typeof params === "object" && params !== null && "idempotencyKey" in params;
  return keyed && typeof params.idempotencyKey === "string" ? "always" : "never";
}
