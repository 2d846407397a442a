"use client";

import { useSyncExternalStore } from "react";
import type { IdentityInfo } from "@/server/protocol/frames.ts";
import { useGateway } from "./gateway-provider.tsx";

/** How people sign in, where that is elsewhere; undefined where it is not, and before the server said so. */
export function useIdentity(): IdentityInfo | undefined {
  const { client } = useGateway();
  return useSyncExternalStore(
    (changed) => client.onState(changed),
    () => client.identity,
    () => undefined,
  );
}
