"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { UsageCostResult } from "@/server/protocol/methods.ts";

export interface UsageFilter {
  /** Today and the days before it. Default 30. */
  days?: number;
  agentId?: string;
  sessionKey?: string;
  gateway?: string;
}

export interface UsageView {
  usage: UsageCostResult | undefined;
  isLoading: boolean;
  isValidating: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** Tokens and cost by day, read again when a run ends. */
export declare function useUsage(filter?: UsageFilter): UsageView;
