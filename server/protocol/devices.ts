/** A device that asks to be let in. OpenClaw's `device.pair.requested`. */
export interface DevicePairRequest {
  requestId: string;
  deviceId: string;
  /** Raw Ed25519 public key, base64url. */
  publicKey: string;
  platform?: string;
  deviceFamily?: string;
  clientId?: string;
  clientMode?: string;
  role: "operator";
  scopes: string[];
  remoteIp?: string;
  /** It is paired already, and asks for more. */
  isRepair?: boolean;
  /** Milliseconds since 1970. */
  ts: number;
}

/** A device that was let in. Its token is never told again. */
export interface PairedDevice {
  deviceId: string;
  publicKey: string;
  /** Given by a person. */
  displayName?: string;
  platform?: string;
  deviceFamily?: string;
  clientId?: string;
  clientMode?: string;
  role: "operator";
  scopes: string[];
  remoteIp?: string;
  tokens: { role: "operator"; scopes: string[]; createdAtMs: number; lastUsedAtMs?: number; revokedAtMs?: number }[];
  createdAtMs: number;
  approvedAtMs: number;
  lastSeenAtMs?: number;
}

export interface DevicePairListResult {
  pending: DevicePairRequest[];
  paired: PairedDevice[];
}
