"use client";

import type { ClientState } from "@/server/protocol/client-state.ts";

/** The connection as a person reads it. */
export interface ConnectionView {
  state: ClientState["state"];
  /** A word or two: "Connected", "Reconnecting", "Offline" … */
  label: string;
  /** Why, in a sentence; undefined when all is well. */
  detail: string | undefined;
  /** When it tries again, milliseconds since 1970; undefined when no try is due. */
  retryAt: number | undefined;
  /** Tries since the last greeting. */
  attempt: number;
  closeCode: number | undefined;
  isReady: boolean;
  /** Name and scopes that the server gives the caller, once known. */
  principal: Extract<ClientState, { state: "ready" }>["principal"];
  /** Tries at once, also after it had stopped. */
  reconnect: () => void;
}

/** Where the page's connection stands and why. Renders only when that changes. */
export declare function useConnection(): ConnectionView;
