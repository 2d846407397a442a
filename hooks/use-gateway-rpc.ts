"use client";

import type { ParamsFor, RequestOptions, ResultFor } from "@/server/protocol/client.ts";
import type { RpcError } from "@/server/protocol/errors.ts";

export interface GatewayRpcOptions {
  /** The gateway to ask. Default: the scope's, else the caller's default one. */
  gateway?: string;
  /** Event names, or their beginnings, that make it read again, beside those that the method's name implies. */
  events?: string[];
  /** Shows the last params' data until the new is there. Default true. */
  keepPrevious?: boolean;
}

export interface GatewayRpc<Data> {
  data: Data | undefined;
  error: RpcError | undefined;
  /** Nothing to show yet, and it is being read. */
  isLoading: boolean;
  /** It is being read, first time or again. */
  isValidating: boolean;
  /** Reads again; resolves with what came. */
  refresh: () => Promise<Data | undefined>;
}

/**
 * Reads `method` once and shares the answer among all who ask the same; `params: null` reads nothing.
 * Reads again when an event of that name, of its noun, or of `events` arrives, and after a reset of the gateway.
 */
export declare function useGatewayRpc<M extends string>(
  method: M,
  params: ParamsFor<M> | null,
  options?: GatewayRpcOptions,
): GatewayRpc<ResultFor<M>>;

export interface GatewayRpcMutation<M extends string> {
  /** @throws RpcError, which `error` holds too. */
  trigger: (params: ParamsFor<M>, options?: RequestOptions) => Promise<ResultFor<M>>;
  isMutating: boolean;
  error: RpcError | undefined;
  /** Forgets `error`. */
  reset: () => void;
}

/** Calls a method that changes something, when asked to. */
export declare function useGatewayRpcMutation<M extends string>(
  method: M,
  options?: { gateway?: string },
): GatewayRpcMutation<M>;
