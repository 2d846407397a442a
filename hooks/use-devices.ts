"use client";

import { useEffect, useMemo } from "react";
import type { DevicePairRequest, PairedDevice } from "@/server/protocol/devices.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useHasMethod } from "./use-has-method.ts";
import { useMay } from "./use-may.ts";

export interface DevicesView {
  /** Who asks to be let in, the oldest first. */
  pending: readonly DevicePairRequest[];
  /** Who was let in, the one seen last first. */
  paired: readonly PairedDevice[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_PARAMS = {};
/** A device that comes in gets its token then. */
const COMINGS = { events: ["presence"] };
/** How long a request waits on a gateway, in milliseconds. */
const PENDING_MS = 5 * 60_000;
/** A gateway whose clock is ahead of this one's is not asked more often than this, in milliseconds. */
const SOONEST_MS = 10_000;

/**
 * The devices of the gateway in use and those that ask, live; none for who may not pair and where there is no pairing.
 * `comings`: also reads again as clients come and go, which is often: then a device may have come in.
 * Reads nothing until it is `wanted`.
 */
export function useDevices({ comings = false, wanted = true } = {}): DevicesView {
  const may = useMay("operator.pairing");
  const has = useHasMethod("device.pair.list");
  const { data, isLoading, error, refresh } = useGatewayRpc(
    "device.pair.list",
    may && has && wanted ? NO_PARAMS : null,
    comings ? COMINGS : undefined,
  );
  const pending = useMemo(() => (data?.pending ?? []).toSorted((one, other) => one.ts - other.ts), [data]);
  const paired = useMemo(
    () => (data?.paired ?? []).toSorted((one, other) => lastSeenOf(other) - lastSeenOf(one)),
    [data],
  );
  // No event tells that a request is over: the gateway is asked when the oldest should be.
  useEffect(() => {
    const [oldest] = pending;
    if (!oldest) return;
    const timer = setTimeout(refresh, Math.max(oldest.ts + PENDING_MS - Date.now(), SOONEST_MS));
    return () => clearTimeout(timer);
  }, [pending, refresh]);
  return { pending, paired, isLoading, error, refresh };
}

/** When a device was last here, in milliseconds since 1970: at its approval, as long as nothing else is known. */
export function lastSeenOf({ lastSeenAtMs, approvedAtMs }: PairedDevice): number {
  return lastSeenAtMs ?? approvedAtMs;
}
