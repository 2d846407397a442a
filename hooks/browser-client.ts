import type { Client, Signals } from "@/server/protocol/client.ts";
import { sessionToken } from "./session-source.ts";
import { TabClient } from "./shared/tab-client.ts";
import { newKey, socketClient, timers } from "./socket-client.ts";

/**
 * A client for this page's own server, signed in by the page's cookie: one socket for all tabs where the browser can,
 * else one for this tab. Opens nothing until `connect()`.
 */
export function createBrowserClient(): Client {
  const signIn = sharedSignIn();
  return signIn === undefined ? ownClient() : sharedClient(signIn);
}

/** What goes wrong in a listener reaches the console and whatever watches for errors, and stops nobody else. */
export function reportFault(error: unknown): void {
  reportError(error);
}

function ownClient(): Client {
  return socketClient({
    token: (identity) => (identity ? sessionToken() : Promise.resolve(null)),
    signals: browserSignals,
    onFault: reportFault,
  });
}

function sharedClient(signIn: string): Client {
  return new TabClient({
    openPort(failed) {
      // Another deployment's worker has another address, another person's another name: neither is met here.
      const worker = new SharedWorker(new URL("./shared/socket-worker.ts", import.meta.url), {
        type: "module",
        name: `mission-control ${signIn}`,
      });
      worker.onerror = failed;
      return worker.port;
    },
    makeOwn: ownClient,
    locks: navigator.locks,
    clock: timers,
    signals: browserSignals,
    newId: newKey,
    onFault: reportFault,
  });
}

/**
 * Names the sign-in that tabs have in common; undefined where each keeps to itself: without workers or locks, with
 * a sign-in that is kept elsewhere, and in development, where a worker would outlive the code that it came from.
 */
function sharedSignIn(): string | undefined {
  if (process.env.NODE_ENV !== "production") return undefined;
  if (typeof SharedWorker === "undefined" || !navigator.locks) return undefined;
  return document.cookie.match(/\bmission_control_\d+_sign_in=\w+/g)?.join(" ");
}

const browserSignals: Signals = {
  isOnline: () => navigator.onLine,
  on: (listener) => {
    const ended = new AbortController();
    const { signal } = ended;
    window.addEventListener("online", () => listener("online"), { signal });
    window.addEventListener("offline", () => listener("offline"), { signal });
    // A tab that was put to sleep has missed what the network did meanwhile.
    document.addEventListener("resume", () => listener("online"), { signal });
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.visibilityState === "visible") listener("visible");
      },
      { signal },
    );
    return () => ended.abort();
  },
};
