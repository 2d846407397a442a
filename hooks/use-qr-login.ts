"use client";

import { useCallback, useEffect, useState } from "react";
import { useGateway, useGatewayId } from "./gateway-provider.tsx";

export type QrLogin =
  | { state: "asking" }
  /** To be scanned; `message` says with what. */
  | { state: "shown"; qrDataUrl: string; message?: string }
  | { state: "linked"; message?: string }
  | { state: "failed"; message: string };

/** How long the gateway may take for a code, and how long it waits for a scan before it is asked again, in milliseconds. */
const START_MS = 30_000;
const WAIT_MS = 25_000;
/** An answer without a code that comes sooner than this, in milliseconds, did not wait: the login is over. */
const EARLY_MS = WAIT_MS / 2;
/** Waits of one login: a code that nobody scans is given up then. */
export const MAX_WAITS = 24;
/** What the way there and back may add, in milliseconds. */
const SLACK_MS = 10_000;

/**
 * Links an account of a channel by a code that a phone scans: shows each code that the gateway gives until one was
 * scanned, it expired or nobody came. `again` begins anew. Unmounted, it asks no more.
 */
export function useQrLogin(channel: string, accountId: string): { login: QrLogin; again: () => void } {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  const [login, setLogin] = useState<QrLogin>({ state: "asking" });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    const show = (next: QrLogin) => {
      if (!signal.aborted) setLogin(next);
    };

    async function link() {
      show({ state: "asking" });
      const options = { gateway, signal, resend: "never" } as const;
      const start = { channel, accountId, force: attempt > 0, timeoutMs: START_MS };
      let step = await sendReq("web.login.start", start, { ...options, timeoutMs: START_MS + SLACK_MS });
      let code = step.qrDataUrl;
      let isOver = code === undefined;
      for (let waits = 0; waits < MAX_WAITS && code !== undefined; waits += 1) {
        if (isOver || step.connected || signal.aborted) break;
        show({ state: "shown", qrDataUrl: code, message: step.message });
        const wait = { channel, accountId, timeoutMs: WAIT_MS, currentQrDataUrl: code };
        const askedAt = Date.now();
        step = await sendReq("web.login.wait", wait, { ...options, timeoutMs: WAIT_MS + SLACK_MS });
        isOver = step.qrDataUrl === undefined && Date.now() - askedAt < EARLY_MS;
        code = step.qrDataUrl ?? code;
      }
      show(
        step.connected
          ? { state: "linked", message: step.message }
          : {
              state: "failed",
              message: step.message ?? (code ? "Nobody scanned the code." : "The gateway gave no code to scan."),
            },
      );
    }

    link().catch((error: unknown) =>
      show({ state: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
    return () => gone.abort();
  }, [sendReq, gateway, channel, accountId, attempt]);

  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { login, again };
}
