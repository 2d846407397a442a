"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { Client } from "@/server/protocol/client.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import { useGateway } from "./gateway-provider.tsx";

/** How long after the connection stands the page has what it shows first, in milliseconds. */
const FIRST_MS = 1_000;
/** How long a busy browser is waited for after that, in milliseconds. */
const BUSY_MS = 2_000;

const rested = new WeakSet<Client>();

/**
 * Whether the page has had the time to show what it was opened for: true from then on. What nobody waits for is read
 * then, so that it does not stand before what somebody does.
 */
export function useAtRest(): boolean {
  const { client } = useGateway();
  return useSyncExternalStore(
    useCallback((changed) => whenAtRest(client, changed), [client]),
    () => rested.has(client),
    () => false,
  );
}

function whenAtRest(client: Client, act: () => void): Unsubscribe {
  if (rested.has(client)) return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: number | undefined;
  const rest = () => {
    rested.add(client);
    act();
  };
  const wait = () => {
    if (timer !== undefined || client.getState().state !== "ready") return;
    timer = setTimeout(() => {
      // Safari has no such callback.
      if (typeof requestIdleCallback === "undefined") rest();
      else idle = requestIdleCallback(rest, { timeout: BUSY_MS });
    }, FIRST_MS);
  };
  const stop = client.onState(wait);
  wait();
  return () => {
    stop();
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
