import type {
  ApprovalResolved,
  ExecApproval,
  ExecApprovalResolved,
  PluginApproval,
  PluginApprovalRequest,
  SystemAgentApproval,
  SystemAgentApprovalRequest,
} from "./approvals.ts";
import type { CronEvent } from "./cron.ts";
import type { DevicePairRequest } from "./devices.ts";
import type { PrincipalInfo, Scope } from "./frames.ts";
import type { LogEntry } from "./logs.ts";
import type { AssistantMessage, Message, TokenUsage } from "./messages.ts";
import type { QuestionRecord, QuestionResolved } from "./questions.ts";
import type { ContainerStatus } from "./schema/container.ts";
import type { SessionRow } from "./sessions.ts";
import type { HealthResult, PresenceEntry } from "./system.ts";
import type { TaskEvent } from "./tasks.ts";
import type { GitStatus } from "./workspace.ts";

/** Every event a gateway emits, by name. A new event is one line here. */
export interface GatewayEvents {
  chat: ChatEvent;
  agent: AgentEvent;
  "session.message": SessionMessageEvent;
  "sessions.changed": SessionsChangedEvent;
  "agents.changed": { agentId: string; reason: "create" | "update" | "delete" | "files" };
  "workspace.changed": WorkspaceChangedEvent;
  "skills.changed": { reason: string };
  "circles.changed": { name: string; reason: "create" | "update" | "delete"; joined: string[]; left: string[] };
  "config.changed": { hash: string; needRestart: string[] };
  /** What a gateway works on in the background: `tasks.list` has all. */
  task: TaskEvent;
  /** An account of a channel came, went, or is in another state. */
  "channels.changed": { channel: string; accountId?: string };
  /** A provider of models was given a key, or one was taken from it: `models.authStatus` has it. */
  "models.changed": { provider: string };
  /** Something was said in a circle: `circles.history` has it. */
  "circle.message": { name: string; id: number };
  /** Ids of the agents who are answering now. */
  "circle.status": { name: string; working: string[] };
  cron: CronEvent;
  "exec.approval.requested": ExecApproval;
  "exec.approval.resolved": ExecApprovalResolved;
  "plugin.approval.requested": PluginApproval;
  "plugin.approval.resolved": ApprovalResolved<PluginApprovalRequest>;
  "openclaw.approval.requested": SystemAgentApproval;
  "openclaw.approval.resolved": ApprovalResolved<SystemAgentApprovalRequest>;
  /** Somebody changed the rules for commands, or took back what was always allowed: read again what is shown of them. */
  "exec.approvals.changed": Record<string, never>;
  /** Another agent answers somebody from now on. */
  "bindings.changed": Record<string, never>;
  "question.requested": QuestionRecord;
  "question.resolved": QuestionResolved;
  "device.pair.requested": DevicePairRequest;
  "device.pair.resolved": { requestId: string; deviceId: string; decision: "approved" | "rejected"; ts: number };
  /** A device was renamed or removed, or its token is another one or none: `device.pair.list` has it. */
  "device.pair.changed": Record<string, never>;
  presence: { presence: PresenceEntry[] };
  health: HealthResult;
  tick: { ts: number };
  log_entry: LogEntry;
  /** What `tokens.list`, `access.people` or `access.audit` answers became another; told to those who have asked. */
  "access.changed": { what: "tokens" | "people" | "audit" };
  "budgets.changed": { gateway: string };
  "gateways.changed": { id: string };
  "container.changed": ContainerStatus;
  shutdown: { reason: string; restartExpectedMs?: number };
}

export type EventName = keyof GatewayEvents;

/** Events that need a scope of their own; all others are for whoever may use the gateway. */
const EVENT_SCOPES: Readonly<Record<string, Scope>> = {
  "access.changed": "operator.admin",
  "exec.approval.requested": "operator.approvals",
  "exec.approval.resolved": "operator.approvals",
  "exec.approvals.changed": "operator.approvals",
  "plugin.approval.requested": "operator.approvals",
  "plugin.approval.resolved": "operator.approvals",
  "openclaw.approval.requested": "operator.approvals",
  "openclaw.approval.resolved": "operator.approvals",
  "question.requested": "operator.approvals",
  // It carries the answers.
  "question.resolved": "operator.approvals",
  "device.pair.requested": "operator.pairing",
  "device.pair.resolved": "operator.pairing",
  "device.pair.changed": "operator.pairing",
  "node.pair.requested": "operator.pairing",
  "node.pair.resolved": "operator.pairing",
};

/** Scopes that events can need. */
export const EVENT_GUARDS: readonly Scope[] = [...new Set(Object.values(EVENT_SCOPES))];

/** The scope without which an event is not told; undefined when it needs none of its own. */
export function scopeOfEvent(event: string): Scope | undefined {
  return Object.hasOwn(EVENT_SCOPES, event) ? EVENT_SCOPES[event] : undefined;
}

/** Who may hear something. The answer changes with the people: it is asked for each time that something is told. */
export interface Audience {
  admits(principal: PrincipalInfo): boolean;
}

/** An event as a gateway emits it. Real gateways emit names that this version does not know: they pass as they are. */
export interface GatewayEvent<Name extends string = string> {
  event: Name;
  payload: Name extends EventName ? GatewayEvents[Name] : unknown;
  /** Who alone is told; left out, all who may use the gateway. It is never on the wire. */
  audience?: Audience | undefined;
}

/** Whether it is of that name. Gateways emit each event with the payload that its name stands for. */
export function isEvent<Name extends EventName>(event: GatewayEvent, name: Name): event is GatewayEvent<Name> {
  return event.event === name;
}

interface RunRef {
  runId: string;
  sessionKey: string;
  agentId?: string;
  /** 1, 2, 3 … within the run, shared by its `chat` and `agent` events. */
  seq: number;
}

/** Visible text of a run: true deltas, then exactly one of final, aborted, error. */
export type ChatEvent = RunRef &
  (
    | { state: "status"; phase: string }
    | { state: "delta"; deltaText: string; replace?: boolean }
    | { state: "final"; message?: AssistantMessage; usage?: TokenUsage; stopReason?: string }
    | { state: "aborted"; message?: AssistantMessage; stopReason?: string }
    | {
        state: "error";
        errorMessage: string;
        errorKind?: "refusal" | "timeout" | "rate_limit" | "context_length" | "unknown";
        message?: AssistantMessage;
      }
  );

/** What a run does beside its visible text. */
export type AgentEvent = RunRef & { ts: number } & (
    | { stream: "lifecycle"; data: { phase: "start"; startedAt: number; model?: string } }
    | { stream: "lifecycle"; data: { phase: "end" | "error"; endedAt: number; error?: string; aborted?: boolean } }
    | { stream: "thinking"; data: { delta: string } }
    | { stream: "tool"; data: ToolStreamData }
  );

export type ToolStreamData =
  | { phase: "start"; toolCallId: string; name: string; args: unknown }
  | { phase: "update"; toolCallId: string; name: string; partialResult: string }
  | { phase: "result"; toolCallId: string; name: string; result: unknown; isError: boolean; durationMs: number };

/** A message was added to a transcript. */
export interface SessionMessageEvent {
  sessionKey: string;
  agentId: string;
  message: Message;
}

export interface SessionsChangedEvent {
  sessionKey: string;
  reason: "create" | "patch" | "reset" | "delete" | "message" | "run" | "compact";
  ts: number;
  /** The row as it is now; left out when the session is gone. */
  session?: SessionRow;
}

/** Files of an agent's folder changed, whoever wrote them. */
export interface WorkspaceChangedEvent {
  agentId: string;
  /** Relative paths, with `/`; at most 200. */
  changes: { path: string; kind: "created" | "changed" | "deleted" }[];
  /** More happened than `changes` holds: read again what is shown. */
  more?: number;
  /** The repository's state, when it became another one. */
  git?: GitStatus;
}
