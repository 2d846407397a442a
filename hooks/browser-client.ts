import { GatewayClient, type Signals } from "@/server/protocol/client.ts";
import { sessionToken } from "./session-source.ts";

/** A client for this page's own server: `/ws`, signed in by the page's cookie. Opens nothing until `connect()`. */
export function createBrowserClient(): GatewayClient {
  return new GatewayClient({
    openSocket: () => new WebSocket(socketUrl(window.location)) as never,
    token: (identity) => (identity ? sessionToken() : Promise.resolve(null)),
    clock: {
      now: Date.now,
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    newId: newKey,
    signals: browserSignals,
    onFault: reportFault,
  });
}

/** 128 bits nobody can guess. `crypto.randomUUID` is missing on a page that came over plain HTTP. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What goes wrong in a listener reaches the console and whatever watches for errors, and stops nobody else. */
export function reportFault(error: unknown): void {
  reportError(error);
}

function socketUrl({ protocol, host }: Location): string {
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}/ws`;
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
