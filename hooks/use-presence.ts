"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { PresenceEntry } from "@/server/protocol/methods.ts";

export interface PresenceView {
  entries: readonly PresenceEntry[];
  isLoading: boolean;
  error: RpcError | undefined;
}

/** Who is connected to the gateway; each `presence` event is the whole list. */
export declare function usePresence(options?: { gateway?: string }): PresenceView;
