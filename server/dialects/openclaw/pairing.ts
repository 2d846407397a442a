/** A device that has shown its key, and what it asks for. */
export interface Knock {
  deviceId: string;
  /** Raw Ed25519 public key, base64url. */
  publicKey: string;
  /** As it calls itself. */
  displayName?: string;
  platform: string;
  deviceFamily?: string;
  clientId: string;
  clientMode: string;
  role: "operator" | "node";
  /** A node has none. */
  scopes: string[];
  /** What a node can do. */
  caps?: string[];
  /** What a node can be told to do. */
  commands?: string[];
  remoteIp: string;
}

/** Whether it is let in, with a token that is recognised from now on, or waits under a request for somebody's word. */
export type Admission =
  | { state: "paired"; token: string }
  | { state: "pending"; requestId: string; reason: "not-paired" | "scope-upgrade" };

/** What a node that was let in says of itself. */
export type NodeFacts = Omit<Knock, "deviceId" | "publicKey" | "displayName" | "role" | "scopes"> & { version: string };

/** A connected node's side of the gateway. */
export interface NodeSeat {
  /**
   * Answers what only nodes call; undefined for a method that is none of those.
   * @throws RpcError
   */
  answer(method: string, params: unknown): object | undefined;
  /** It has gone. Idempotent. */
  leave(): void;
}
