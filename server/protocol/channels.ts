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
