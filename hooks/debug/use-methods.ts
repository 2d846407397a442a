"use client";

import { useMemo } from "react";
import type { RpcError } from "@/server/protocol/errors.ts";
import type { MethodDescription } from "@/server/protocol/method-descriptions.ts";
import { useGatewayRpc } from "../use-gateway-rpc.ts";

const ALL = {};
/** A gateway that comes back may answer more. */
const ABOUT = { events: ["gateways."] };

/** What the gateway in use, and Mission Control itself, can be asked; without schemas. */
export function useMethods(): {
  methods: readonly MethodDescription[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
} {
  const { data, isLoading, error, refresh } = useGatewayRpc("methods.describe", ALL, ABOUT);
  return { methods: data?.methods ?? [], isLoading, error, refresh };
}

/** A method with its schemas; undefined until they are read, and where there is none. */
export function useMethod(name: string | null): { method: MethodDescription | undefined; isLoading: boolean } {
  const params = useMemo(() => (name === null ? null : { methods: [name] }), [name]);
  const { data, isLoading } = useGatewayRpc("methods.describe", params, { ...ABOUT, keepPrevious: false });
  return { method: data?.methods[0], isLoading };
}
