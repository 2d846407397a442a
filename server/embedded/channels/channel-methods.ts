import type { ChannelsStatusResult } from "../../protocol/channels.ts";
import { RpcError } from "../../protocol/errors.ts";
import {
  ChannelAccountParams,
  ChannelsAddParams,
  ChannelsRemoveParams,
  ChannelsStatusParams,
} from "../../protocol/schema/channels.ts";
import { type MethodTable, method } from "../registry.ts";
import type { Clock } from "../runs/contract.ts";
import type { Channel } from "./channel.ts";
import type { WebhookChannel } from "./webhook.ts";

const PROBE_MS = 5_000;

/** How people reach the agents, under OpenClaw's names; accounts of the webhook channel come and go here. */
export function channelMethods(parts: { webChat: Channel; webhook: WebhookChannel; clock: Clock }) {
  const { webChat, webhook, clock } = parts;
  const all: readonly Channel[] = [webChat, webhook];

  function require(id: string): Channel {
    const channel = all.find((candidate) => candidate.id === id);
    if (channel) return channel;
    throw new RpcError("NOT_FOUND", `There is no channel "${id}": channels.status says which there are.`);
  }

  /** The account that is meant, its channel's first when none is named. */
  function accountOf(channel: Channel, named: string | undefined): string {
    const accounts = channel.accounts().map(({ accountId }) => accountId);
    const accountId = named ?? accounts[0];
    if (accountId !== undefined && accounts.includes(accountId)) return accountId;
    throw new RpcError("NOT_FOUND", `${channel.label} has no account "${named ?? ""}": add it with channels.add.`);
  }

  return {
    "channels.status": method(ChannelsStatusParams, async ({ probe, timeoutMs = PROBE_MS, channel }) => {
      const asked = channel === undefined ? all : [require(channel)];
      if (probe) await Promise.all(asked.map((each) => each.probe(Math.max(1, timeoutMs))));
      return statusOf(all, clock());
    }),

    "channels.start": method(ChannelAccountParams, async (params) => {
      const channel = require(params.channel);
      const accountId = accountOf(channel, params.accountId);
      await channel.setEnabled(accountId, true);
      return { channel: channel.id, accountId, started: true };
    }),

    "channels.stop": method(ChannelAccountParams, async (params) => {
      const channel = require(params.channel);
      const accountId = accountOf(channel, params.accountId);
      await channel.setEnabled(accountId, false);
      return { channel: channel.id, accountId, stopped: true };
    }),

    "channels.add": method(ChannelsAddParams, async ({ channel, ...account }) => ({
      ok: true as const,
      channel,
      accountId: account.accountId,
      secret: await webhook.add(account),
      path: `/channels/webhook/${account.accountId}`,
    })),

    "channels.remove": method(ChannelsRemoveParams, async ({ channel, accountId }) => {
      await webhook.remove(accountId);
      return { ok: true as const, channel, accountId };
    }),
  } satisfies MethodTable;
}

function statusOf(channels: readonly Channel[], ts: number): ChannelsStatusResult {
  const byId = <Value>(read: (channel: Channel) => Value) =>
    Object.fromEntries(channels.map((channel) => [channel.id, read(channel)]));
  const withAccounts = channels.filter((channel) => channel.accounts().length > 0);
  return {
    ts,
    channelOrder: channels.map(({ id }) => id),
    channelLabels: byId(({ label }) => label),
    channelDetailLabels: byId(({ detail }) => detail),
    channels: byId((channel) => ({ configured: channel.accounts().length > 0 })),
    channelAccounts: byId((channel) => channel.accounts()),
    channelDefaultAccountId: Object.fromEntries(
      withAccounts.map((channel) => [channel.id, channel.accounts()[0]?.accountId ?? ""]),
    ),
  };
}
