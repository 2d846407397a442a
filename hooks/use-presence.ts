"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { PresenceEntry } from "@/server/protocol/methods.ts";
import { payloadOf } from "./event-payload.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface PresenceView {
  entries: readonly PresenceEntry[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NOBODY: readonly PresenceEntry[] = [];
const NO_PARAMS = {};

/** Who is connected to the gateway; each `presence` event is the whole list. */
export function usePresence({ gateway }: { gateway?: string } = {}): PresenceView {
  const { data, isLoading, error, refresh } = useSnapshot("system-presence", NO_PARAMS, {
    gateway,
    reduce: (before, frame) => payloadOf(frame, "presence")?.presence ?? before,
  });
  return { entries: data ?? NOBODY, isLoading, error, refresh };
}
