import { GatewayClient, type Signals } from "@/server/protocol/client.ts";
import type { IdentityInfo } from "@/server/protocol/frames.ts";
import type { Clock } from "@/server/protocol/requests.ts";

export interface SocketClientOptions {
  signals: Signals;
  token?: (identity: IdentityInfo | undefined) => Promise<string | null>;
  onFault: (error: unknown) => void;
}

/** A client with a socket to this page's, or this worker's, own server: `/ws`, signed in by the cookie. */
export function socketClient(options: SocketClientOptions): GatewayClient {
  return new GatewayClient({
    ...options,
    openSocket: () => new WebSocket(socketUrl(globalThis.location)) as never,
    clock: timers,
    random: Math.random,
    newId: newKey,
  });
}

export const timers: Clock = {
  now: Date.now,
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** 128 bits nobody can guess. `crypto.randomUUID` is missing on a page that came over plain HTTP. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function socketUrl({ protocol, host }: Pick<Location, "protocol" | "host">): string {
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}/ws`;
}
