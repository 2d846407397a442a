import type { PrincipalInfo } from "./frames.ts";

/** Where a client stands. Times are milliseconds since 1970. */
export type ClientState =
  | { state: "idle" }
  | { state: "connecting"; attempt: number; since: number }
  /** The socket is open, the server has not said yet who it takes us for. */
  | { state: "greeting"; attempt: number; since: number }
  | {
      state: "ready";
      since: number;
      clientId: string;
      principal: PrincipalInfo | undefined;
      gateway: string | undefined;
    }
  /** Connects again at `retryAt`; `attempt` counts the tries since the last greeting. */
  | { state: "waiting"; retryAt: number; attempt: number; since: number; reason: string; closeCode: number }
  /** As waiting, while the browser says that there is no network; tries at once when it is back. */
  | { state: "offline"; retryAt: number; attempt: number; since: number; closeCode: number }
  | { state: "stopped"; reason: StopReason; message: string; closeCode: number };

export type StateName = ClientState["state"];

/** Why a client does not connect again by itself: `connect()` by a person does. */
export type StopReason = "closed" | "unauthenticated" | "policy";
