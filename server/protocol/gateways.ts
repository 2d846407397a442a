export type GatewayStatus =
  | { state: "ready"; since: number }
  | { state: "connecting"; since: number; reason?: string }
  | {
      state: "unavailable";
      /** When it was lost, or first could not be reached; tries that fail since do not change it. */
      since: number;
      reason: string;
      code?: string;
      fix?: string;
      command?: string;
      /** Of a pairing that waits for approval. */
      requestId?: string;
    };

export interface GatewayInfo {
  id: string;
  name: string;
  kind: "embedded" | "openclaw";
  url?: string;
  status: GatewayStatus;
  server?: { version: string };
  latencyMs?: number;
  methods?: string[];
}

export interface GatewaysListResult {
  defaultId: string;
  gateways: GatewayInfo[];
}

/** A gateway that answers on this machine and is not used yet. */
export interface FoundGateway {
  url: string;
  name: string;
  version?: string;
}

/** What the connection doctor says: one cause, one fix, one command to copy. */
export interface GatewayFinding {
  ok: boolean;
  /** `ok`, or what is wrong: refused, dns, tls, token, pairing … */
  code: string;
  cause: string;
  fix: string;
  command?: string;
  /** Of a pairing that waits for approval. */
  requestId?: string;
  /** Of the gateway that answered. */
  version?: string;
}

export interface HubStatusResult {
  connections: number;
  logs: { gateway: string; epoch: string; head: number; tail: number; bytes: number }[];
  memory: { rssBytes: number; heapUsedBytes: number };
  uptimeMs: number;
}
