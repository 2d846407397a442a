import type { ChannelPairingRequest } from "@/server/protocol/channels.ts";

/** "Ada Lovelace", "@ada", else the id: whatever the channel knows best. */
export function senderName({ metadata = {}, senderId }: Pick<ChannelPairingRequest, "metadata" | "senderId">): string {
  const full = [text(metadata.firstName), text(metadata.lastName)].filter(Boolean).join(" ");
  const handle = text(metadata.username);
  return full || text(metadata.name) || text(metadata.displayName) || (handle ? atName(handle) : senderId);
}

/** What else tells people apart: "@ada · user id 4711". */
export function senderFacts(
  request: Pick<ChannelPairingRequest, "channel" | "metadata" | "senderId" | "senderLabel">,
): string {
  const { channel, metadata = {}, senderId, senderLabel } = request;
  const handle = text(metadata.username);
  const isNamed = handle !== "" && senderName(request) !== atName(handle);
  return [isNamed && atName(handle), `${labelOf(senderLabel, channel)} ${senderId}`].filter(Boolean).join(" · ");
}

/** Which of the gateway's accounts they wrote to: "Telegram", "Telegram, work". */
export function accountOf({
  channelLabel,
  accountId,
  accountLabel,
}: Pick<ChannelPairingRequest, "channelLabel" | "accountId" | "accountLabel">): string {
  const account = accountLabel || (accountId === "default" ? "" : accountId);
  return account ? `${channelLabel}, ${account}` : channelLabel;
}

/** "telegramUserId" of Telegram → "user id" */
function labelOf(senderLabel: string, channel: string): string {
  const words = senderLabel.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.startsWith(`${channel} `) ? words.slice(channel.length + 1) : words;
}

function atName(handle: string): string {
  return handle.startsWith("@") ? handle : `@${handle}`;
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
