"use client";

import { useMemo } from "react";
import type { ChannelAccount, ChannelsStatusResult } from "@/server/protocol/channels.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useGateways } from "./use-gateways.ts";

/** A way by which people reach agents. */
export interface ChannelEntry {
  id: string;
  label: string;
  /** One sentence of what it is; empty when the gateway says none. */
  detail: string;
  accounts: readonly ChannelAccount[];
}

export interface ChannelsView {
  /** False once the gateway has said that it does not answer for channels: nothing is asked then. */
  isOffered: boolean;
  /** In the gateway's order. */
  channels: readonly ChannelEntry[];
  /** What the gateway could not find out. */
  warnings: readonly string[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_PARAMS = {};
/** OpenClaw says nothing of channels alone: its health changes with them. */
const ABOUT_CHANNELS = { events: ["health"] };
const NONE: readonly string[] = [];

/** The channels of the gateway in use with their accounts, live. */
export function useChannels(): ChannelsView {
  const { current } = useGateways();
  const isOffered = !current?.methods?.length || current.methods.includes("channels.status");
  const params = isOffered ? NO_PARAMS : null;
  const { data, isLoading, error, refresh } = useGatewayRpc("channels.status", params, ABOUT_CHANNELS);
  const channels = useMemo(() => (data ? channelsOf(data) : []), [data]);
  return { isOffered, channels, warnings: data?.warnings ?? NONE, isLoading, error, refresh };
}

/** The channels of an answer, in its order; a detail that only repeats the label is left out. */
export function channelsOf(status: ChannelsStatusResult): ChannelEntry[] {
  const { channelOrder, channelLabels, channelDetailLabels, channelAccounts } = status;
  return channelOrder.map((id) => {
    const label = channelLabels[id] ?? id;
    const detail = channelDetailLabels?.[id] ?? "";
    return { id, label, detail: detail === label ? "" : detail, accounts: channelAccounts[id] ?? [] };
  });
}
