import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { RpcError } from "../../protocol/errors.ts";

/** How a webhook's sender shows who it is: by a token, or by signing. */
export type HookAuth = { token: string } | { secret: string };

const TOLERANCE_SECONDS = 5 * 60;
const KEPT = 10_000;

/**
 * Checks the proofs of webhooks. A token comes as `Authorization: Bearer`. A signature is that of Standard Webhooks:
 * `webhook-signature: v1,<base64>` is the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>`; it counts for five
 * minutes, and once. A sender that tries again signs anew, with the same id.
 */
export class HookProofs {
  readonly #now: () => number;
  /** What has been taken → when it may be forgotten. */
  readonly #taken = new Map<string, number>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @throws RpcError UNAUTHENTICATED, CONFLICT for a replay, RATE_LIMITED when too many are remembered */
  check(hook: string, auth: HookAuth, headers: IncomingHttpHeaders, body: string): void {
    if ("token" in auth) return checkToken(auth.token, headers.authorization);
    const id = headerOf(headers, "webhook-id");
    const timestamp = headerOf(headers, "webhook-timestamp");
    this.#checkTime(timestamp);
    const expected = createHmac("sha256", keyOf(auth.secret)).update(`${id}.${timestamp}.${body}`).digest();
    const given = headerOf(headers, "webhook-signature").split(" ");
    if (!given.some((signature) => matches(signature, expected))) {
      throw unproven("The signature does not fit the body: check the secret, and sign the body as it is sent.");
    }
    this.#takeOnce(`${hook}:${timestamp}:${id}`);
  }

  #checkTime(timestamp: string): void {
    const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
    if (Math.abs(this.#now() / 1_000 - seconds) <= TOLERANCE_SECONDS) return;
    throw unproven("webhook-timestamp must be now, in seconds, give or take five minutes: check the sender's clock.");
  }

  #takeOnce(delivery: string): void {
    const now = this.#now();
    for (const [known, forgetAt] of this.#taken) {
      if (forgetAt > now) break;
      this.#taken.delete(known);
    }
    if (this.#taken.has(delivery))
      throw new RpcError("CONFLICT", "This webhook was taken already: nothing was done again.");
    if (this.#taken.size >= KEPT) {
      throw new RpcError("RATE_LIMITED", "Too many webhooks within minutes: send it again later.", {
        retryAfterMs: TOLERANCE_SECONDS * 1_000,
      });
    }
    // A timestamp may lie in the future by the tolerance, and counts for the tolerance after that.
    this.#taken.set(delivery, now + 2 * TOLERANCE_SECONDS * 1_000);
  }
}

function checkToken(token: string, authorization = ""): void {
  const given = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1] ?? "";
  // Digests are of one length, whatever was given.
  if (timingSafeEqual(sha256(given), sha256(token))) return;
  throw unproven("Send the webhook's token as Authorization: Bearer <token>.");
}

function headerOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  if (typeof value === "string" && value !== "" && value.length <= 1_024) return value;
  throw unproven(`The header ${name} is missing: sign as Standard Webhooks says.`);
}

/** `whsec_` is followed by base64; any other secret counts as it is. */
function keyOf(secret: string): Buffer {
  const encoded = /^whsec_(.+)$/.exec(secret)?.[1];
  return encoded ? Buffer.from(encoded, "base64") : Buffer.from(secret);
}

function matches(signature: string, expected: Buffer): boolean {
  if (!signature.startsWith("v1,")) return false;
  const given = Buffer.from(signature.slice(3), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function unproven(message: string): RpcError {
  return new RpcError("UNAUTHENTICATED", message);
}
