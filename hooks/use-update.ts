"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { UpdateStatusResult } from "@/server/protocol/updates.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useMay } from "./use-may.ts";

export interface UpdateView {
  /** The gateway tells of updates, and the person may hear of them. */
  isOffered: boolean;
  status: UpdateStatusResult | undefined;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_PARAMS = {};

/** Whether there is a newer version of a gateway, and how the last update went, live. */
export function useUpdate({ id, methods }: Pick<GatewayInfo, "id" | "methods">): UpdateView {
  const may = useMay("operator.admin");
  const isOffered = may && methods?.includes("update.status") === true;
  const { data, error, refresh } = useGatewayRpc("update.status", isOffered ? NO_PARAMS : null, { gateway: id });
  return { isOffered, status: data, error, refresh };
}
