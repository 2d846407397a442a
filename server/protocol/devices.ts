/** `operator`: people's programs · `node`: a machine that does things for agents. A device is one of them. */
export type DeviceRole = "operator" | "node";

/** A device that asks to be let in. OpenClaw's `device.pair.requested`. */
export interface DevicePairRequest {
  requestId: string;
  deviceId: string;
  /** Raw Ed25519 public key, base64url. */
  publicKey: string;
  /** As it calls itself. */
  displayName?: string;
  platform?: string;
  deviceFamily?: string;
  clientId?: string;
  clientMode?: string;
  role: DeviceRole;
  /** A node has none. */
  scopes: string[];
  /** What a node can do. */
  caps?: string[];
  /** What a node can be told to do. */
  commands?: string[];
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
  /** Given by a person, else as it calls itself. */
  displayName?: string;
  platform?: string;
  deviceFamily?: string;
  clientId?: string;
  clientMode?: string;
  role: DeviceRole;
  scopes: string[];
  /** What a node was let in with. */
  caps?: string[];
  commands?: string[];
  remoteIp?: string;
  tokens: { role: DeviceRole; scopes: string[]; createdAtMs: number; lastUsedAtMs?: number; revokedAtMs?: number }[];
  createdAtMs: number;
  approvedAtMs: number;
  lastSeenAtMs?: number;
}

export interface DevicePairListResult {
  pending: DevicePairRequest[];
  paired: PairedDevice[];
}
