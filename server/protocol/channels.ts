/** One account of a channel. OpenClaw's `ChannelAccountSnapshot`, the fields that panels read. */
export interface ChannelAccount {
  accountId: string;
  name?: string;
  enabled?: boolean;
  configured?: boolean;
  linked?: boolean;
  running?: boolean;
  connected?: boolean;
  /** It is not running, and will be started again by itself. */
  restartPending?: boolean;
  /** Why it is in the state that it is in, in some words. */
  stateReason?: string | null;
  reconnectAttempts?: number;
  lastConnectedAt?: number | null;
  lastError?: string | null;
  lastInboundAt?: number | null;
  lastOutboundAt?: number | null;
  lastProbeAt?: number | null;
  mode?: string;
  /** Where messages for it are posted, without the host. */
  webhookPath?: string | null;
  /** Where its answers are posted to. */
  webhookUrl?: string | null;
  probe?: unknown;
}

/** Times in milliseconds since 1970. */
export interface ChannelsStatusResult {
  ts: number;
  channelOrder: string[];
  channelLabels: Record<string, string>;
  channelDetailLabels?: Record<string, string>;
  channels: Record<string, unknown>;
  channelAccounts: Record<string, ChannelAccount[]>;
  channelDefaultAccountId: Record<string, string>;
  partial?: boolean;
  warnings?: string[];
}

/** The first step of a login by QR code; the code is a picture's data URL. */
export interface WebLoginStep {
  message?: string;
  qrDataUrl?: string;
  connected?: boolean;
}

/** Somebody who wrote to an account and waits to be let in. Times as in ISO 8601. */
export interface ChannelPairingRequest {
  requestId: string;
  channel: string;
  channelLabel: string;
  accountId: string;
  accountLabel?: string;
  senderId: string;
  /** What the channel calls an id of a person: "telegramUserId". */
  senderLabel: string;
  /** What the channel knows of the person: `username`, `firstName` … */
  metadata?: Record<string, unknown>;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  /** The gateway can tell the person that they were let in. */
  notifySupported: boolean;
}

export interface ChannelsPairingListResult {
  /** Accounts that ask before they let somebody in. */
  accounts: {
    channel: string;
    channelLabel: string;
    accountId: string;
    accountLabel?: string;
    notifySupported: boolean;
  }[];
  requests: ChannelPairingRequest[];
  /** Somebody is known as the owner, who alone may give the gateway's own commands in a channel. */
  commandOwnerConfigured: boolean;
  limits: { pendingPerAccount: number; ttlMs: number };
}

export interface ChannelsPairingApproveResult {
  requestId: string;
  senderId: string;
  notification: "not-requested" | "sent" | "unsupported" | "failed";
  commandOwnerBootstrap: "not-requested" | "configured" | "already-configured" | "unavailable";
}
