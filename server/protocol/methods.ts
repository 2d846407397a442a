import type { Static } from "typebox";
import type { AccessAuditResult, AccessPeopleResult, AccessToken, TokensListResult } from "./access.ts";
import type * as Decisions from "./approvals.ts";
import type { ChannelsStatusResult, WebLoginStep } from "./channels.ts";
import type { CirclesHistoryResult } from "./circles.ts";
import type {
  ConfigCheck,
  ConfigSaved,
  ConfigSchemaLookup,
  ConfigSchemaResult,
  ConfigSnapshot,
  ConfigVersion,
} from "./configuration.ts";
import type { CronJob, CronListResult, CronRunResult, CronRunsResult, CronStatusResult } from "./cron.ts";
import type { DevicePairListResult, PairedDevice } from "./devices.ts";
import type { Message } from "./messages.ts";
import type { MethodsDescribeResult } from "./method-descriptions.ts";
import type { NodeDescribeResult, NodeListResult } from "./nodes.ts";
import type { Binding, DmScope } from "./routing.ts";
import type * as Access from "./schema/access.ts";
import type * as Agents from "./schema/agents.ts";
import type * as Approvals from "./schema/approvals.ts";
import type * as Bindings from "./schema/bindings.ts";
import type * as Channels from "./schema/channels.ts";
import type * as Chat from "./schema/chat.ts";
import type * as Circles from "./schema/circles.ts";
import type * as Config from "./schema/config.ts";
import type * as Container from "./schema/container.ts";
import type * as Cron from "./schema/cron.ts";
import type * as Devices from "./schema/devices.ts";
import type * as Gateways from "./schema/gateways.ts";
import type * as Logs from "./schema/logs.ts";
import type * as Memory from "./schema/memory.ts";
import type * as Nodes from "./schema/nodes.ts";
import type * as Sessions from "./schema/sessions.ts";
import type * as Skills from "./schema/skills.ts";
import type * as System from "./schema/system.ts";
import type * as Usage from "./schema/usage.ts";
import type * as Workspace from "./schema/workspace.ts";
import type * as SkillShapes from "./skills.ts";
import type { Budget, SessionsUsageResult } from "./usage.ts";
import type * as Files from "./workspace.ts";

/**
 * Every method this version knows by type: params from the schema that validates them, and its result.
 * `sendReq` is typed by this table; a method that is not here can be called too, untyped.
 */
export interface Methods {
  health: { params: Static<typeof System.HealthParams>; result: HealthResult };
  status: { params: Static<typeof System.StatusParams>; result: StatusResult };
  "system-presence": { params: Static<typeof System.PresenceParams>; result: PresenceEntry[] };
  "models.list": { params: Static<typeof System.ModelsListParams>; result: ModelsListResult };
  "usage.cost": { params: Static<typeof Usage.UsageCostParams>; result: UsageCostResult };
  "sessions.usage": { params: Static<typeof Usage.SessionsUsageParams>; result: SessionsUsageResult };
  "budgets.list": { params: Static<typeof Usage.BudgetsListParams>; result: { budgets: Budget[] } };
  "budgets.set": { params: Static<typeof Usage.BudgetsSetParams>; result: { ok: true; budget: Budget } };

  "agents.list": { params: Static<typeof Agents.AgentsListParams>; result: AgentsListResult };
  "agents.create": {
    params: Static<typeof Agents.AgentsCreateParams>;
    result: { ok: true; agentId: string; name: string; workspace: string };
  };
  "agents.update": { params: Static<typeof Agents.AgentsUpdateParams>; result: { ok: true; agentId: string } };
  "agents.delete": {
    params: Static<typeof Agents.AgentsDeleteParams>;
    result: { ok: true; agentId: string; removedBindings: number };
  };
  "agents.files.list": { params: Static<typeof Agents.AgentsFilesListParams>; result: AgentsFilesListResult };
  "agents.files.get": { params: Static<typeof Agents.AgentsFilesGetParams>; result: AgentsFilesGetResult };
  "agents.files.set": { params: Static<typeof Agents.AgentsFilesSetParams>; result: AgentsFilesSetResult };
  "tools.catalog": { params: Static<typeof Agents.ToolsCatalogParams>; result: ToolsCatalogResult };

  "agents.workspace.list": {
    params: Static<typeof Workspace.AgentsWorkspaceListParams>;
    result: Files.WorkspaceListing;
  };
  "agents.workspace.get": {
    params: Static<typeof Workspace.AgentsWorkspaceGetParams>;
    result: { agentId: string; file: Files.WorkspaceFile };
  };
  "workspace.git": { params: Static<typeof Workspace.WorkspaceGitParams>; result: Files.WorkspaceGitResult };
  "workspace.head": { params: Static<typeof Workspace.WorkspaceHeadParams>; result: Files.WorkspaceHeadResult };
  "workspace.create": { params: Static<typeof Workspace.WorkspaceCreateParams>; result: Files.WorkspaceEdited };
  "workspace.rename": { params: Static<typeof Workspace.WorkspaceRenameParams>; result: Files.WorkspaceEdited };
  "workspace.delete": { params: Static<typeof Workspace.WorkspaceDeleteParams>; result: Files.WorkspaceEdited };
  "memory.search": { params: Static<typeof Memory.MemorySearchParams>; result: Files.MemorySearchResult };

  "skills.status": { params: Static<typeof Skills.SkillsStatusParams>; result: SkillShapes.SkillsStatusResult };
  "skills.update": { params: Static<typeof Skills.SkillsUpdateParams>; result: SkillShapes.SkillsUpdateResult };
  "skills.install": { params: Static<typeof Skills.SkillsInstallParams>; result: SkillShapes.SkillsInstallResult };
  "skills.skillCard": { params: Static<typeof Skills.SkillsSkillCardParams>; result: SkillShapes.SkillCard };
  "skills.bins": { params: Static<typeof Skills.SkillsBinsParams>; result: { bins: string[] } };

  "channels.status": { params: Static<typeof Channels.ChannelsStatusParams>; result: ChannelsStatusResult };
  "channels.start": {
    params: Static<typeof Channels.ChannelAccountParams>;
    /** When it was not started `outcome` says why, in a word: `unconfigured`, `disabled` … */
    result: {
      channel: string;
      accountId: string;
      started: boolean;
      outcome?: { status: string; reason?: string; error?: string };
    };
  };
  "channels.stop": {
    params: Static<typeof Channels.ChannelAccountParams>;
    result: { channel: string; accountId: string; stopped: boolean };
  };
  "channels.logout": {
    params: Static<typeof Channels.ChannelAccountParams>;
    result: { channel: string; accountId: string; cleared?: boolean };
  };
  "web.login.start": { params: Static<typeof Channels.WebLoginStartParams>; result: WebLoginStep };
  "web.login.wait": { params: Static<typeof Channels.WebLoginWaitParams>; result: WebLoginStep };
  "channels.add": {
    params: Static<typeof Channels.ChannelsAddParams>;
    /** `secret` is told this once. `path`: where messages are posted. */
    result: { ok: true; channel: string; accountId: string; secret: string; path: string };
  };
  "channels.remove": {
    params: Static<typeof Channels.ChannelsRemoveParams>;
    result: { ok: true; channel: string; accountId: string };
  };

  "circles.list": { params: Static<typeof Circles.CirclesListParams>; result: { circles: Circle[] } };
  "circles.create": { params: Static<typeof Circles.CirclesCreateParams>; result: { ok: true; circle: Circle } };
  "circles.update": { params: Static<typeof Circles.CirclesUpdateParams>; result: { ok: true; circle: Circle } };
  "circles.delete": { params: Static<typeof Circles.CirclesDeleteParams>; result: { ok: true; name: string } };
  "circles.history": { params: Static<typeof Circles.CirclesHistoryParams>; result: CirclesHistoryResult };
  "circles.send": { params: Static<typeof Circles.CirclesSendParams>; result: { ok: true } };

  "bindings.list": { params: Static<typeof Bindings.BindingsListParams>; result: { bindings: Binding[] } };
  "bindings.set": { params: Static<typeof Bindings.BindingsSetParams>; result: { ok: true; binding: Binding } };
  "bindings.remove": { params: Static<typeof Bindings.BindingsRemoveParams>; result: { ok: true; removed: boolean } };
  "bindings.resolve": { params: Static<typeof Bindings.BindingsResolveParams>; result: BindingsResolveResult };

  "sessions.list": { params: Static<typeof Sessions.SessionsListParams>; result: SessionsListResult };
  "sessions.describe": {
    params: Static<typeof Sessions.SessionsDescribeParams>;
    result: { session: SessionRow | null };
  };
  "sessions.create": { params: Static<typeof Sessions.SessionsCreateParams>; result: SessionsCreateResult };
  "sessions.patch": {
    params: Static<typeof Sessions.SessionsPatchParams>;
    result: { ok: true; key: string; entry: SessionRow };
  };
  "sessions.reset": {
    params: Static<typeof Sessions.SessionsResetParams>;
    result: { ok: true; key: string; entry: SessionRow };
  };
  "sessions.delete": {
    params: Static<typeof Sessions.SessionsDeleteParams>;
    /** `archived`: files that a gateway keeps of the transcript; the embedded one keeps none. */
    result: { ok: true; key: string; deleted: boolean; archived: string[] };
  };
  "sessions.compact": {
    params: Static<typeof Sessions.SessionsCompactParams>;
    result: { ok: true; key: string; compacted: boolean; kept: number };
  };
  "sessions.search": { params: Static<typeof Sessions.SessionsSearchParams>; result: SessionsSearchResult };
  "sessions.fork": {
    params: Static<typeof Sessions.SessionsForkParams>;
    result: { ok: true; key: string; sessionId: string };
  };
  "sessions.rewind": {
    params: Static<typeof Sessions.SessionsRewindParams>;
    result: { ok: true; key: string; removed: number };
  };

  "chat.send": { params: Static<typeof Chat.ChatSendParams>; result: ChatSendResult };
  "chat.history": { params: Static<typeof Chat.ChatHistoryParams>; result: ChatHistoryResult };
  "chat.abort": { params: Static<typeof Chat.ChatAbortParams>; result: ChatAbortResult };
  "chat.message.get": {
    params: Static<typeof Chat.ChatMessageGetParams>;
    result: { ok: boolean; message?: Message; unavailableReason?: "not_found" };
  };

  "cron.status": { params: Static<typeof Cron.CronStatusParams>; result: CronStatusResult };
  "cron.list": { params: Static<typeof Cron.CronListParams>; result: CronListResult };
  "cron.get": { params: Static<typeof Cron.CronGetParams>; result: CronJob };
  "cron.add": { params: Static<typeof Cron.CronAddParams>; result: CronJob };
  "cron.update": { params: Static<typeof Cron.CronUpdateParams>; result: CronJob };
  "cron.remove": { params: Static<typeof Cron.CronRemoveParams>; result: { ok: boolean; removed: boolean } };
  "cron.run": { params: Static<typeof Cron.CronRunParams>; result: CronRunResult };
  "cron.runs": { params: Static<typeof Cron.CronRunsParams>; result: CronRunsResult };

  "exec.approval.list": {
    params: Static<typeof Approvals.ExecApprovalListParams>;
    result: Decisions.ExecApproval[];
  };
  "exec.approval.get": {
    params: Static<typeof Approvals.ExecApprovalIdParams>;
    result: {
      id: string;
      commandText: string;
      allowedDecisions: readonly Decisions.ApprovalDecision[];
      host: string | null;
      nodeId: string | null;
      agentId: string | null;
      expiresAtMs: number;
    };
  };
  "exec.approval.request": {
    params: Static<typeof Approvals.ExecApprovalRequestParams>;
    result:
      | Decisions.ExecApprovalDecided
      | { status: "accepted"; id: string; createdAtMs: number; expiresAtMs: number };
  };
  "exec.approval.waitDecision": {
    params: Static<typeof Approvals.ExecApprovalIdParams>;
    result: Decisions.ExecApprovalDecided;
  };
  "exec.approval.resolve": {
    params: Static<typeof Approvals.ExecApprovalResolveParams>;
    result: { ok: true };
  };
  "approval.get": {
    params: Static<typeof Approvals.ExecApprovalIdParams>;
    result: { approval: Decisions.PendingApproval | Decisions.TerminalApproval };
  };
  "approval.history": {
    params: Static<typeof Approvals.ApprovalHistoryParams>;
    result: Decisions.ApprovalHistory;
  };
  "approval.resolve": {
    params: Static<typeof Approvals.ApprovalResolveParams>;
    result: { applied: boolean; approval: Decisions.PendingApproval | Decisions.TerminalApproval };
  };
  "exec.approvals.get": {
    params: Static<typeof Approvals.ExecApprovalsGetParams>;
    result: Decisions.ExecApprovalsSnapshot;
  };
  "exec.approvals.set": {
    params: Static<typeof Approvals.ExecApprovalsSetParams>;
    result: Decisions.ExecApprovalsSnapshot;
  };
  "config.get": { params: Static<typeof Config.ConfigGetParams>; result: ConfigSnapshot };
  "config.schema": { params: Static<typeof Config.ConfigSchemaParams>; result: ConfigSchemaResult };
  "config.schema.lookup": { params: Static<typeof Config.ConfigSchemaLookupParams>; result: ConfigSchemaLookup };
  "config.set": { params: Static<typeof Config.ConfigSetParams>; result: ConfigSaved };
  "config.apply": { params: Static<typeof Config.ConfigApplyParams>; result: ConfigSaved };
  "config.patch": { params: Static<typeof Config.ConfigPatchParams>; result: ConfigSaved };
  "config.check": { params: Static<typeof Config.ConfigCheckParams>; result: ConfigCheck };
  "config.history": { params: Static<typeof Config.ConfigHistoryParams>; result: { versions: ConfigVersion[] } };
  "config.rollback": { params: Static<typeof Config.ConfigRollbackParams>; result: ConfigSaved };

  "logs.tail": { params: Static<typeof Logs.LogsTailParams>; result: LogsTailResult };
  "logs.search": { params: Static<typeof Logs.LogsSearchParams>; result: LogsSearchResult };

  "device.pair.list": { params: Static<typeof Devices.DevicePairListParams>; result: DevicePairListResult };
  "device.pair.approve": {
    params: Static<typeof Devices.DevicePairApproveParams>;
    result: { requestId: string; device: PairedDevice };
  };
  "device.pair.reject": {
    params: Static<typeof Devices.DevicePairRejectParams>;
    result: { requestId: string; deviceId: string };
  };
  "device.pair.remove": { params: Static<typeof Devices.DevicePairRemoveParams>; result: { deviceId: string } };
  "device.pair.rename": { params: Static<typeof Devices.DevicePairRenameParams>; result: { device: PairedDevice } };
  /** `token` is told here alone. */
  "device.token.rotate": {
    params: Static<typeof Devices.DeviceTokenRotateParams>;
    result: {
      deviceId: string;
      role: string;
      token?: string;
      scopes: string[];
      rotatedAtMs: number;
      tokenDelivery?: "in-band" | "withheld-cross-device";
    };
  };
  "device.token.revoke": {
    params: Static<typeof Devices.DeviceTokenRevokeParams>;
    result: { deviceId: string; role: string; revokedAtMs: number };
  };

  "node.list": { params: Static<typeof Nodes.NodeListParams>; result: NodeListResult };
  "node.describe": { params: Static<typeof Nodes.NodeDescribeParams>; result: NodeDescribeResult };

  "gateways.list": { params: Static<typeof Gateways.GatewaysListParams>; result: GatewaysListResult };
  "gateways.add": { params: Static<typeof Gateways.GatewaysAddParams>; result: GatewayInfo };
  "gateways.update": { params: Static<typeof Gateways.GatewaysUpdateParams>; result: GatewayInfo };
  "gateways.remove": { params: Static<typeof Gateways.GatewaysRemoveParams>; result: { ok: true } };
  "gateways.setDefault": { params: Static<typeof Gateways.GatewaysSetDefaultParams>; result: { ok: true } };
  "gateways.discover": { params: Static<typeof Gateways.GatewaysDiscoverParams>; result: { gateways: FoundGateway[] } };
  "gateways.adopt": { params: Static<typeof Gateways.GatewaysAdoptParams>; result: GatewayInfo };
  "gateways.test": { params: Static<typeof Gateways.GatewaysTestParams>; result: GatewayFinding };
  "tokens.list": { params: Static<typeof Access.TokensListParams>; result: TokensListResult };
  "tokens.create": {
    params: Static<typeof Access.TokensCreateParams>;
    /** `secret` is the token itself: it is told this once. */
    result: { ok: true; token: AccessToken; secret: string };
  };
  "tokens.revoke": { params: Static<typeof Access.TokensRevokeParams>; result: { ok: true; id: string } };
  "access.people": { params: Static<typeof Access.AccessPeopleParams>; result: AccessPeopleResult };
  "access.signOut": { params: Static<typeof Access.AccessSignOutParams>; result: { ok: true; id: string } };
  "access.audit": { params: Static<typeof Access.AccessAuditParams>; result: AccessAuditResult };
  "container.status": { params: Static<typeof Container.ContainerStatusParams>; result: Container.ContainerStatus };
  "methods.describe": { params: Static<typeof Gateways.MethodsDescribeParams>; result: MethodsDescribeResult };
  "hub.status": { params: Static<typeof Gateways.HubStatusParams>; result: HubStatusResult };
  "events.scope": { params: Static<typeof Gateways.EventsScopeParams>; result: { ok: true } };
}

export type Method = keyof Methods;
export type ParamsOf<M extends Method> = Methods[M]["params"];
export type ResultOf<M extends Method> = Methods[M]["result"];

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
  supportsTools?: boolean;
  input?: ("text" | "image")[];
}

export interface ModelsListResult {
  models: ModelChoice[];
  providerOutcomes?: { provider: string; status: "ready" | "auth-rejected" | "unavailable" }[];
}

export interface UsageTotals {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  totalTokens: number;
  /** US dollars; rows whose model has no known price count nothing and are in `missingCostEntries`. */
  totalCost: number;
  missingCostEntries: number;
}

export interface UsageCostResult {
  updatedAt: number;
  /** How far a gateway is that sums up in the background: other than `fresh`, something is missing yet. */
  cacheStatus?: { status: string };
  days: number;
  daily: (UsageTotals & { date: string })[];
  totals: UsageTotals;
}

export interface AgentSummary {
  id: string;
  name: string;
  identity?: { name?: string; emoji?: string; theme?: string };
  workspace: string;
  model: { primary: string; fallbacks?: string[] };
  /** How its conversations with people are told apart; left out by gateways that do not say. */
  dmScope?: DmScope;
  createdAt?: number;
}

export interface BindingsResolveResult {
  agentId: string;
  sessionKey: string;
  /** The binding that decided; left out when none did. */
  binding?: Binding;
}

export interface AgentsListResult {
  defaultId: string;
  mainKey: string;
  scope: "per-sender" | "global";
  agents: AgentSummary[];
}

export interface AgentFile {
  name: string;
  path: string;
  missing: boolean;
  size?: number;
  updatedAtMs?: number;
  content?: string;
  /** SHA-256 hex of the content on disk. */
  hash?: string;
}

export interface AgentsFilesListResult {
  agentId: string;
  workspace: string;
  files: AgentFile[];
}

export interface AgentsFilesGetResult {
  agentId: string;
  workspace: string;
  file: AgentFile;
}

export interface AgentsFilesSetResult extends AgentsFilesGetResult {
  ok: true;
}

/** Agents and people who talk in the room `/ws/circles/{name}`. */
export interface Circle {
  name: string;
  /** Ids of agents. */
  agents: string[];
  /** Ids of principals; none means everybody who may read. */
  people: string[];
  createdAt: number;
}

export interface ToolsCatalogResult {
  agentId: string;
  /** Named sets of tools; the embedded gateway has one, in which every tool is. */
  profiles: { id: ToolProfile; label: string }[];
  groups: {
    id: string;
    label: string;
    source: "core" | "plugin";
    tools: {
      id: string;
      label: string;
      description: string;
      source: "core" | "plugin";
      defaultProfiles: ToolProfile[];
      /** JSON Schema of the arguments; left out by gateways that do not say. */
      parameters?: unknown;
    }[];
  }[];
}

export type ToolProfile = "minimal" | "coding" | "messaging" | "full";

/** One session in a list. OpenClaw's `SessionRow`, the fields that panels read. */
export interface SessionRow {
  key: string;
  sessionId: string;
  agentId: string;
  kind: "direct" | "group" | "global" | "unknown";
  /** Given by a person; wins over `derivedTitle`. */
  label?: string;
  /** From the first message. */
  derivedTitle?: string;
  displayName?: string;
  lastMessagePreview?: string;
  channel?: string;
  /** A group that a person put it in. */
  category?: string;
  createdAt: number;
  updatedAt: number;
  archived?: boolean;
  pinned?: boolean;
  unread?: boolean;
  model?: string;
  modelProvider?: string;
  thinkingLevel?: string;
  inputTokens?: number;
  outputTokens?: number;
  totalTokens?: number;
  /** Size of the model's context window, in tokens. */
  contextTokens?: number;
  estimatedCostUsd?: number;
  hasActiveRun?: boolean;
  activeRunIds?: string[];
  /** How the last run ended; `interrupted` when the process died in the middle of it. */
  status?: "queued" | "running" | "done" | "failed" | "killed" | "timeout" | "interrupted";
  lastRunError?: string;
  lastRunId?: string;
  messageCount?: number;
}

export interface SessionsListResult {
  ts: number;
  count: number;
  totalCount: number;
  nextOffset: number | null;
  hasMore: boolean;
  sessions: SessionRow[];
}

export interface SessionsCreateResult {
  ok: true;
  key: string;
  sessionId: string;
  entry: SessionRow;
}

export interface SessionsSearchHit {
  sessionKey: string;
  sessionId: string;
  messageId: string;
  role: "user" | "assistant";
  timestamp: number;
  /** Plain text; matches stand between U+0002 and U+0003. */
  snippet: string;
  score: number;
}

export interface SessionsSearchResult {
  results: SessionsSearchHit[];
  truncated?: boolean;
}

export interface ChatSendResult {
  runId: string;
  /** `in_flight` and `ok` answer a repeated idempotencyKey: its run is going on, or has ended. */
  status: "started" | "queued" | "in_flight" | "ok";
}

export interface PendingInput {
  id: string;
  runId: string;
  message: { role: "user"; content: Message["content"]; timestamp: number };
  acceptedAt: number;
  state: "queued" | "cancelled" | "interrupted";
}

/** A run that is going on: what a reloaded page needs to go on streaming where it stood. */
export interface InFlightRun {
  runId: string;
  startedAt: number;
  /** Visible text since the run's last stored message. */
  text: string;
  thinking: string;
  tools: { toolCallId: string; name: string; args: unknown; startedAt: number; output?: string }[];
  /** The last per-run `seq` that is contained here: events up to it are to be dropped. */
  seq: number;
}

export interface ChatHistoryResult {
  /**
   * Only in answer to a `cursor`. `delta`: `messages` are those after it. `reset`: the transcript was cut or the cursor
   * is too old, so `messages` are a whole page that replaces what the reader has.
   */
  kind?: "delta" | "reset";
  sessionId: string | null;
  sessionKey: string;
  messages: Message[];
  pendingInputs: { items: PendingInput[]; total: number };
  deltaCursor: string;
  hasMore: boolean;
  totalMessages: number;
  inFlightRun?: InFlightRun;
  sessionInfo?: SessionRow;
  thinkingLevel?: string;
}

export interface ChatAbortResult {
  ok: true;
  aborted: boolean;
  runIds: string[];
}

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal";

/** One line of the log. Secrets are already redacted. */
export interface LogEntry {
  /** Grows by one a line within one file position space; also the `logs.tail` cursor after this line. */
  cursor: number;
  time: number;
  level: LogLevel;
  /** The part of the system that spoke: "hub", "gateway", "run", "store" … */
  source: string;
  msg: string;
  runId?: string;
  sessionKey?: string;
  /** The remaining fields of the line. */
  fields?: { [key: string]: unknown };
}

export interface LogsTailResult {
  file: string;
  cursor: number;
  size: number;
  /** JSON lines. */
  lines: string[];
  truncated?: boolean;
  reset?: boolean;
}

export interface LogsSearchResult {
  entries: LogEntry[];
  /** How many lines were looked at. */
  searched: number;
  truncated: boolean;
}

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
