import type { ThinkingLevel } from "./thinking.ts";

export interface HealthResult {
  ok: true;
  ts: number;
  durationMs: number;
  defaultAgentId: string;
  agents: { agentId: string; name?: string; isDefault: boolean }[];
  sessions: { path: string; count: number; recent: { key: string; updatedAt: number; age: number }[] };
  eventLoop: { degraded: boolean; delayP99Ms: number; delayMaxMs: number; utilization: number };
}

export interface StatusResult {
  version: string;
  /** Milliseconds since the gateway started. */
  uptimeMs: number;
  startedAt: number;
  model: { primary: string; configured: boolean };
  /** `limit`: how many may run at once; left out by gateways that do not say. */
  runs: { active: ActiveRun[]; queued: number; limit?: number };
  sessions: { count: number };
  memory: { rssBytes: number; heapUsedBytes: number };
  stateDir: string;
}

export interface ActiveRun {
  runId: string;
  sessionKey: string;
  agentId: string;
  state: "queued" | "running";
  startedAt: number;
  model?: string;
}

/** Who is connected. OpenClaw's `PresenceEntry`. */
export interface PresenceEntry {
  host?: string;
  ip?: string;
  version?: string;
  platform?: string;
  mode?: string;
  reason?: string;
  text?: string;
  ts: number;
  onlineSince?: number;
  instanceId?: string;
  deviceId?: string;
  /** How long nobody has touched it, in seconds, as it last told. */
  lastInputSeconds?: number;
  roles?: string[];
  scopes?: string[];
  user?: { id: string; name?: string };
}

export interface ModelChoice {
  /** `provider/model` */
  id: string;
  name: string;
  provider: string;
  available?: boolean;
  unavailableReason?: "missing-auth" | "auth-failed" | "cooldown";
  contextWindow?: number;
  reasoning?: boolean;
  /** How it can think before it answers; left out when that is not known. */
  thinkingLevels?: readonly ThinkingLevel[];
  /** The level that it takes by itself. */
  thinkingDefault?: string;
  supportsTools?: boolean;
  input?: ("text" | "image")[];
}

export interface ModelsListResult {
  models: ModelChoice[];
  providerOutcomes?: { provider: string; status: "ready" | "auth-rejected" | "unavailable" }[];
}
