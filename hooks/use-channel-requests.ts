"use client";

import { useMemo } from "react";
import type { ChannelPairingRequest } from "@/server/protocol/channels.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import { isAbout } from "./about.ts";
import { useHasMethod } from "./use-has-method.ts";
import { useMay } from "./use-may.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { useUnexpired } from "./use-unexpired.ts";

/** Somebody who wrote to an account and waits to be let in. Milliseconds since 1970. */
export type ChannelRequest = ChannelPairingRequest & { createdAtMs: number; expiresAtMs: number };

export interface ChannelRequestsView {
  /** Who waits, the one who has waited longest first. */
  waiting: readonly ChannelRequest[];
  /** Nobody is known as the owner yet, who may give the gateway's own commands in a channel. */
  lacksOwner: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const METHOD = "channels.pairing.list";
const NO_PARAMS = {};

/**
 * Who waits to be let in by the channels of the gateway in use; nobody for who may not answer, and where there is no
 * such gate. Reads nothing until it is `wanted`. No event tells that somebody came: the gateway's health, which it
 * tells from time to time, is taken for one as long as an account asks before it lets people in.
 */
export function useChannelRequests({ wanted = true } = {}): ChannelRequestsView {
  const may = useMay("operator.pairing");
  const has = useHasMethod(METHOD);
  const { data, error, refresh } = useSnapshot(METHOD, may && has && wanted ? NO_PARAMS : null, {
    reduce: (data, { event }) =>
      isAbout(METHOD, event) || (event === "health" && data.accounts.length > 0) ? "reread" : data,
  });
  const requests = useMemo(() => (data?.requests ?? []).map(timed), [data]);
  return { waiting: useUnexpired(requests), lacksOwner: data?.commandOwnerConfigured === false, error, refresh };
}

function timed(request: ChannelPairingRequest): ChannelRequest {
  return { ...request, createdAtMs: Date.parse(request.createdAt), expiresAtMs: Date.parse(request.expiresAt) };
}
