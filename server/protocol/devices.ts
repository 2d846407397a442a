/** `operator`: people's programs · `node`: a machine that does things for agents. A device is one of them. */
export type DeviceRole = "operator" | "node";

/** What a device says of itself. */
interface Device {
  deviceId: string;
  /** Raw Ed25519 public key, base64url. */
  publicKey: string;
  /** As it calls itself, until a person gives it another name. */
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
}

/** A device that asks to be let in. OpenClaw's `device.pair.requested`. */
export interface DevicePairRequest extends Device {
  requestId: string;
  /** It is paired already, and asks for more. */
  isRepair?: boolean;
  /** Milliseconds since 1970. */
  ts: number;
}

/** A device that was let in, with what it was let in with. Its token is never told again. Milliseconds since 1970. */
export interface PairedDevice extends Device {
  tokens: { role: DeviceRole; scopes: string[]; createdAtMs: number; lastUsedAtMs?: number; revokedAtMs?: number }[];
  createdAtMs: number;
  approvedAtMs: number;
  lastSeenAtMs?: number;
}

export interface DevicePairListResult {
  pending: DevicePairRequest[];
  paired: PairedDevice[];
}
