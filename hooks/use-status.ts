"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { ActiveRun, HealthResult, StatusResult } from "@/server/protocol/methods.ts";

export interface StatusView {
  status: StatusResult | undefined;
  health: HealthResult | undefined;
  /** What runs now, kept current by the runs' own events. */
  activeRuns: readonly ActiveRun[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** The gateway's state and health, and its runs live. */
export declare function useStatus(options?: { gateway?: string }): StatusView;
