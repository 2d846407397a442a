import type { Tone } from "@/components/ui/badge.tsx";
import type { ChannelEntry } from "@/hooks/use-channels.ts";
import type { ChannelAccount } from "@/server/protocol/channels.ts";
import type { ResultFor } from "@/server/protocol/client.ts";

export type AccountState = "off" | "unset" | "unlinked" | "failing" | "connecting" | "running" | "idle";

/** What a state is called, and how it looks. */
export const STATES: Record<AccountState, { label: string; tone: Tone }> = {
  unset: { label: "Not set up", tone: "neutral" },
  off: { label: "Stopped", tone: "neutral" },
  unlinked: { label: "Not linked", tone: "warn" },
  failing: { label: "Failing", tone: "bad" },
  connecting: { label: "Connecting", tone: "warn" },
  running: { label: "Running", tone: "good" },
  idle: { label: "Not running", tone: "warn" },
};

/** What an account does now; what keeps it from working comes before what it does. */
export function stateOf(account: ChannelAccount): AccountState {
  const { enabled, configured, linked, running, connected, lastError } = account;
  if (configured === false) return "unset";
  if (enabled === false) return "off";
  if (linked === false) return "unlinked";
  if (lastError) return "failing";
  if (!running) return "idle";
  return connected === false ? "connecting" : "running";
}

/** Whether there is something to stop; a gateway of OpenClaw says of a stopped account that it is enabled. */
export function isOn({ enabled, running, restartPending }: ChannelAccount): boolean {
  return enabled !== false && (running === true || restartPending === true);
}

/** Why an account was not started, as the gateway said without an error; undefined when it was. */
export function whyNotStarted({ started, outcome }: ResultFor<"channels.start">): string | undefined {
  if (started) return undefined;
  const reason = outcome?.error ?? outcome?.reason;
  if (reason === undefined) return "The gateway did not say why.";
  return START_REASONS[reason] ?? `The gateway says: ${reason}.`;
}

/** What a gateway of OpenClaw means. */
const START_REASONS: Record<string, string> = {
  unconfigured: "It is not set up: its token or credentials are missing in the gateway's configuration.",
  disabled: "It is switched off in the gateway's configuration.",
  unlinked: "It is not linked: link it by QR code first.",
  unsupported: "This channel cannot be started by the gateway.",
  "secret-unavailable": "The gateway could not read its secret.",
};

/** Its name, else its id. */
export function nameOf({ name, accountId }: ChannelAccount): string {
  return name || accountId;
}

/** What the last probe found; undefined when none was made, or nothing can be read from it. */
export function probeOf({ probe }: ChannelAccount): { ok: boolean; error?: string } | undefined {
  if (typeof probe !== "object" || probe === null || !("ok" in probe) || typeof probe.ok !== "boolean")
    return undefined;
  const error = "error" in probe && typeof probe.error === "string" ? probe.error : undefined;
  return { ok: probe.ok, ...(error && { error }) };
}

/** The channels that somebody set up, and those that are only offered. */
export function bySetup(channels: readonly ChannelEntry[]): { used: ChannelEntry[]; offered: ChannelEntry[] } {
  const isUsed = ({ accounts }: ChannelEntry) => accounts.some((account) => stateOf(account) !== "unset");
  return {
    used: channels.filter(isUsed),
    offered: channels.filter((channel) => !isUsed(channel)),
  };
}

/** "3 accounts, 1 failing"; empty when there are none. */
export function summaryOf(channels: readonly ChannelEntry[]): string {
  const states = channels.flatMap(({ accounts }) => accounts.map(stateOf)).filter((state) => state !== "unset");
  if (states.length === 0) return "";
  const failing = states.filter((state) => state === "failing" || state === "unlinked").length;
  const accounts = states.length === 1 ? "1 account" : `${states.length} accounts`;
  return failing > 0 ? `${accounts}, ${failing} failing` : accounts;
}
