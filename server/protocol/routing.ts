/** How an agent's conversations with people are told apart: from one for all to one for each account and person. */
export const DM_SCOPES = ["main", "per-peer", "per-channel-peer", "per-account-channel-peer"] as const;

export type DmScope = (typeof DM_SCOPES)[number];

/** What a binding looks at. */
export const BINDING_KEYS = ["peer", "guild", "account", "channel", "default"] as const;

export type BindingKey = (typeof BINDING_KEYS)[number];

/** A lower tier is asked first, whatever the priorities. */
export const BINDING_TIERS = { peer: 1, guild: 2, account: 3, channel: 4, default: 5 } as const satisfies Record<
  BindingKey,
  number
>;

export type BindingTier = (typeof BINDING_TIERS)[BindingKey];

/** Whose messages an agent answers. */
export interface Binding {
  agentId: string;
  matchKey: BindingKey;
  /** Lower case. A peer's may be `channel:peer`, which matches on that channel only; `*` matches anything. */
  matchValue: string;
  tier: BindingTier;
  /** Higher ones are asked first within their tier. */
  priority: number;
}

export interface BindingsResolveResult {
  agentId: string;
  sessionKey: string;
  /** The binding that decided; left out when none did. */
  binding?: Binding;
}
