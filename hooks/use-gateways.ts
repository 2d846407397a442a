"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { GatewayInfo } from "@/server/protocol/methods.ts";

export interface GatewaysView {
  gateways: readonly GatewayInfo[];
  defaultId: string | undefined;
  /** The one that hooks here ask. */
  current: GatewayInfo | undefined;
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** The fleet: every gateway that the caller may use, with its state. */
export declare function useGateways(): GatewaysView;
