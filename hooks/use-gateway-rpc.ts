"use client";

import { useCallback, useState } from "react";
import type { ParamsFor, RequestOptions, ResultFor } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import { isAbout } from "./about.ts";
import { useGateway, useGatewayId } from "./gateway-provider.tsx";
import { type Snapshot, useSnapshot } from "./use-snapshot.ts";

export interface GatewayRpcOptions {
  /** The gateway to ask. Default: the scope's, else the caller's default one. */
  gateway?: string;
  /** Event names, or their beginnings, that make it read again, beside those that the method's name implies. */
  events?: readonly string[];
  /** Shows the last params' data until the new is there. Default true. */
  keepPrevious?: boolean;
}

export type GatewayRpc<Data> = Snapshot<Data>;

/**
 * Reads `method` once and shares the answer among all who ask the same; `params: null` reads nothing.
 * Reads again when an event of that name, of its noun, or of `events` arrives, when the settings change that it comes
 * from, and after a reset of the gateway.
 */
export function useGatewayRpc<M extends string>(
  method: M,
  params: ParamsFor<M> | null,
  { gateway, events = [], keepPrevious }: GatewayRpcOptions = {},
): GatewayRpc<ResultFor<M>> {
  return useSnapshot(method, params, {
    gateway,
    keepPrevious,
    reduce: (data, { event }) => (isAbout(method, event, events) ? "reread" : data),
  });
}

export interface GatewayRpcMutation<M extends string> {
  /** @throws RpcError, which `error` holds too. */
  trigger: (params: ParamsFor<M>, options?: RequestOptions) => Promise<ResultFor<M>>;
  isMutating: boolean;
  error: RpcError | undefined;
  /** Forgets `error`. */
  reset: () => void;
}

/** Calls a method that changes something, when asked to. */
export function useGatewayRpcMutation<M extends string>(
  method: M,
  { gateway: named }: { gateway?: string } = {},
): GatewayRpcMutation<M> {
  const { sendReq } = useGateway();
  const gateway = useGatewayId(named);
  const [pending, setPending] = useState(0);
  const [error, setError] = useState<RpcError>();

  const trigger = useCallback(
    async (params: ParamsFor<M>, options?: RequestOptions) => {
      setPending((count) => count + 1);
      setError(undefined);
      try {
        return await sendReq(method, params, { gateway, ...options });
      } catch (caught) {
        const error = caught instanceof RpcError ? caught : new RpcError("INTERNAL", String(caught), { cause: caught });
        setError(error);
        throw error;
      } finally {
        setPending((count) => count - 1);
      }
    },
    [sendReq, method, gateway],
  );
  const reset = useCallback(() => setError(undefined), []);
  return { trigger, isMutating: pending > 0, error, reset };
}
