import { createHmac } from "node:crypto";

export interface SignedPost {
  url: string;
  /** `whsec_` and base64. */
  secret: string;
  /** The same over all tries, so that a receiver can tell a repetition. */
  id: string;
  body: string;
  /** Milliseconds since 1970. */
  now: number;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Whether it may help to try again. */
export type PostOutcome = { ok: true } | { ok: false; error: string; again: boolean };

/**
 * Posts JSON signed as Standard Webhooks says: `webhook-signature: v1,<base64>` is the HMAC-SHA256 of
 * `<webhook-id>.<webhook-timestamp>.<body>`. Redirects are not followed, and nothing of the answer is read, so that an
 * address tells nobody what stands behind it.
 */
export async function postSigned(post: SignedPost): Promise<PostOutcome> {
  const { url, secret, id, body, now, timeoutMs, signal } = post;
  const timestamp = String(Math.floor(now / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      },
      body,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    await response.body?.cancel();
    if (response.ok) return { ok: true };
    const { status } = response;
    if (status < 400)
      return { ok: false, error: `It answers ${status}: give the address that it leads to.`, again: false };
    const again = status >= 500 || status === 408 || status === 429;
    return { ok: false, error: `It answers ${status}.`, again };
  } catch {
    const why = timeout.aborted ? `It did not answer within ${timeoutMs} ms.` : "It could not be reached.";
    return { ok: false, error: why, again: !signal?.aborted };
  }
}
