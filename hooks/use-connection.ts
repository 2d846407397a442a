"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { ClientState } from "@/server/protocol/client-state.ts";
import type { PrincipalInfo } from "@/server/protocol/frames.ts";
import { useGateway } from "./gateway-provider.tsx";

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
  /** Who the server takes the person for; undefined unless connected. */
  principal: PrincipalInfo | undefined;
  /** Tries at once, also after it had stopped. */
  reconnect: () => void;
}

/** After so many tries it says what a person can do besides waiting. */
const PATIENT_TRIES = 5;

const IDLE: ClientState = { state: "idle" };

/** Where the page's connection stands and why. Renders only when that changes. */
export function useConnection(): ConnectionView {
  const { client } = useGateway();
  const state = useSyncExternalStore(
    (changed) => client.onState(changed),
    () => client.getState(),
    () => IDLE,
  );
  return useMemo(() => ({ ...viewOf(state), reconnect: () => client.connect() }), [client, state]);
}

/** What a person is told of a state. */
export function viewOf(state: ClientState): Omit<ConnectionView, "reconnect"> {
  const attempt = "attempt" in state ? state.attempt : 0;
  return {
    state: state.state,
    label: labelOf(state),
    detail: detailOf(state),
    retryAt: "retryAt" in state ? state.retryAt : undefined,
    attempt,
    closeCode: "closeCode" in state ? state.closeCode : undefined,
    isReady: state.state === "ready",
    principal: state.state === "ready" ? state.principal : undefined,
  };
}

function labelOf(state: ClientState): string {
  switch (state.state) {
    case "idle":
    case "connecting":
    case "greeting":
      return "attempt" in state && state.attempt > 0 ? "Reconnecting" : "Connecting";
    case "ready":
      return "Connected";
    case "waiting":
      return "Reconnecting";
    case "offline":
      return "Offline";
    case "stopped":
      return { closed: "Disconnected", unauthenticated: "Signed out", policy: "Refused" }[state.reason];
  }
}

function detailOf(state: ClientState): string | undefined {
  if ("attempt" in state && state.attempt >= PATIENT_TRIES) return "Connection lost. Please refresh the page.";
  switch (state.state) {
    case "waiting":
      return state.reason;
    case "offline":
      return "This device has no network. What you send is kept and goes out when it is back.";
    case "stopped":
      return state.message;
    default:
      return undefined;
  }
}
