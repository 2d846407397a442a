/** A device that has shown its key, and what it asks for. */
export interface Knock {
  deviceId: string;
  /** Raw Ed25519 public key, base64url. */
  publicKey: string;
  platform: string;
  deviceFamily?: string;
  clientId: string;
  clientMode: string;
  scopes: string[];
  remoteIp: string;
}

/** Whether it is let in, with a token that is recognised from now on, or waits under a request for somebody's word. */
export type Admission =
  | { state: "paired"; token: string }
  | { state: "pending"; requestId: string; reason: "not-paired" | "scope-upgrade" };
