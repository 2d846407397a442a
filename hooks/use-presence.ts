"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { PresenceEntry } from "@/server/protocol/system.ts";
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

/** Who is connected to the gateway; each `presence` event is the whole list. Nothing is read until it is `wanted`. */
export function usePresence({ gateway, wanted = true }: { gateway?: string; wanted?: boolean } = {}): PresenceView {
  const { data, isLoading, error, refresh } = useSnapshot("system-presence", wanted ? NO_PARAMS : null, {
    gateway,
    reduce: (before, frame) => payloadOf(frame, "presence")?.presence ?? before,
  });
  return { entries: data ?? NOBODY, isLoading: isLoading || !wanted, error, refresh };
}
