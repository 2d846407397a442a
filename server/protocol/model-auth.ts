/** How a gateway proves to a provider of models who it is. Times in milliseconds since 1970. */
export interface ModelAuthProfile {
  profileId: string;
  type: "oauth" | "token" | "api_key";
  status: ModelAuthState;
  /** `saved` here · `config`: named in the configuration · `external`: another program's · `inherited` from the main agent. */
  source?: string;
  expiry?: { at: number; remainingMs: number; label: string };
  displayName?: string;
  email?: string;
  lastUsedAt?: number;
  logoutSupported?: boolean;
}

/** `static`: a key, which does not expire. */
export type ModelAuthState = "ok" | "expiring" | "expired" | "missing" | "static";

/** A provider that a gateway has something for. No secret is ever told. */
export interface ModelAuthProvider {
  provider: string;
  displayName: string;
  status: ModelAuthState;
  expiry?: { at: number; remainingMs: number; label: string };
  profiles: ModelAuthProfile[];
  /** A key that stands in the configuration, or in a variable of the gateway's environment. */
  apiKey?: { source: "config" | "env"; envVar?: string };
}

export interface ModelsAuthStatusResult {
  ts: number;
  providers: ModelAuthProvider[];
  /** Every provider that the gateway knows. */
  providerCapabilities?: { provider: string; apiKeySupported: boolean }[];
  /** Why it could not be told. */
  unavailable?: { code: string; message: string };
}

export type ModelProbeStatus = "ok" | "auth" | "rate_limit" | "billing" | "timeout" | "format" | "unknown" | "no_model";

export interface ModelsProbeResult {
  provider: string;
  status: ModelProbeStatus;
  latencyMs?: number;
  error?: string;
  results: { profileId?: string; label: string; status: ModelProbeStatus; latencyMs?: number; error?: string }[];
}
