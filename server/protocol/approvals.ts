/** What waits: a command, what a plugin wants to do, or a change that the gateway's own agent proposes. */
export type ApprovalKind = "exec" | "plugin" | "system-agent";

/** What somebody may say to what waits. */
export type ApprovalDecision = "allow-once" | "allow-always" | "deny";

/** The command that waits, and where it comes from. OpenClaw's request, as far as it is shown. */
export interface ExecApprovalRequest {
  command: string;
  cwd?: string | null;
  host?: string | null;
  agentId?: string | null;
  sessionKey?: string | null;
  runId?: string | null;
  toolCallId?: string | null;
  security?: string | null;
  ask?: string | null;
  /** What to look out for, in a sentence. */
  warningText?: string | null;
  scope?: ApprovalScope | null;
  /** What the gateway saw in the command, each in a line. */
  commandAnalysis?: { warningLines?: readonly string[] } | null;
  allowedDecisions?: readonly ApprovalDecision[];
}

/** What is allowed with it, beyond the words. */
export type ApprovalScope =
  | {
      kind: "message-send";
      target: string;
      recipientCount: number;
      /** Some of them. */
      recipients?: readonly string[];
      audience?: "internal" | "external";
    }
  | { kind: "payment"; amount: string; currency: string; target: string }
  | { kind: "external-post"; target: string; visibility: "public" | "restricted" }
  /** "Always" lets a scheduled job run this very command by itself; without `expiresInDays` until it is revoked. */
  | { kind: "standing-grant"; automation: string; command: string; expiresInDays?: number };

/** What a plugin asks for, mostly for a tool call. OpenClaw's request, as far as it is shown. */
export interface PluginApprovalRequest {
  title: string;
  description: string;
  /** All that the tool is told, for who looks closely. */
  detail?: string | null;
  severity?: "info" | "warning" | "critical" | null;
  pluginId?: string | null;
  toolName?: string | null;
  toolCallId?: string | null;
  scope?: ApprovalScope | null;
  agentId?: string | null;
  sessionKey?: string | null;
  runId?: string | null;
  allowedDecisions?: readonly ApprovalDecision[];
}

/** A change of the gateway's settings that its own agent proposes. OpenClaw's request, as far as it is shown. */
export interface SystemAgentApprovalRequest {
  title: string;
  description: string;
  proposalHash?: string;
  agentId?: string | null;
  sessionKey?: string | null;
  runId?: string | null;
  toolCallId?: string | null;
  allowedDecisions?: readonly ApprovalDecision[];
}

interface Asked<Request> {
  id: string;
  request: Request;
  createdAtMs: number;
  expiresAtMs: number;
}

/** A command that waits for a decision. Times in milliseconds since 1970. */
export type ExecApproval = Asked<ExecApprovalRequest>;
export type PluginApproval = Asked<PluginApprovalRequest>;
export type SystemAgentApproval = Asked<SystemAgentApprovalRequest>;

/** Whatever waits for a decision, by its kind. */
export type Approval =
  | ({ kind: "exec" } & ExecApproval)
  | ({ kind: "plugin" } & PluginApproval)
  | ({ kind: "system-agent" } & SystemAgentApproval);

/** How something no longer waits. `decision` is null when nobody decided: it expired, or its run ended. */
export interface ApprovalResolved<Request> {
  id: string;
  decision: ApprovalDecision | null;
  resolvedBy?: string | null;
  ts: number;
  request?: Request;
}

export type ExecApprovalResolved = ApprovalResolved<ExecApprovalRequest>;

export interface ExecApprovalDecided {
  id: string;
  decision: ApprovalDecision | null;
  createdAtMs: number;
  expiresAtMs: number;
}

interface SnapshotBase {
  id: string;
  /** Where a person decides it. */
  urlPath: string;
  createdAtMs: number;
  expiresAtMs: number;
  presentation: {
    kind: ApprovalKind;
    commandText?: string;
    warningText?: string | null;
    host?: string | null;
    agentId?: string | null;
    allowedDecisions: readonly ApprovalDecision[];
    /** Of the kinds that are no commands. */
    title?: string;
    description?: string;
  };
}

export type PendingApproval = SnapshotBase & { status: "pending"; sourceSessionKey?: string };

export type TerminalApproval = SnapshotBase & {
  resolvedAtMs: number;
  source?: { agentId?: string; sessionKey?: string };
  resolver?: { kind: "device" | "channel" | "runtime" | "system"; id?: string };
} & (
    | { status: "allowed"; decision: "allow-once" | "allow-always"; reason: "user" }
    | { status: "denied"; decision: "deny"; reason: "user" | "malformed-verdict" | "no-route" | "storage-corrupt" }
    | { status: "expired"; reason: "timeout" }
    | { status: "cancelled"; reason: "run-aborted" | "gateway-restart" }
  );

export interface ApprovalHistory {
  items: TerminalApproval[];
  nextCursor?: string;
}

/** A scheduled job's command that "always" lets run by itself. Times in milliseconds since 1970. */
export interface StandingGrant {
  grantId: string;
  mintedByApprovalId: string;
  agentId: string;
  cronJobId: string;
  cronJobName: string | null;
  command: string;
  cwd: string | null;
  createdAtMs: number;
  /** Null: it holds until it is revoked. */
  expiresAtMs: number | null;
  revokedAtMs: number | null;
  revokedBy: string | null;
  lastUsedAtMs: number | null;
  useCount: number;
}

/** `deny`: nothing runs · `allowlist`: what is on the list · `full`: everything. */
export type ExecSecurity = "deny" | "allowlist" | "full";
/** `off`: nobody is asked · `on-miss`: for what is not on the list · `always`: for everything. */
export type ExecAsk = "off" | "on-miss" | "always";

export interface AllowlistEntry {
  id?: string;
  pattern: string;
  source?: "allow-always";
  /** The whole command that it stands for, and nothing else. */
  commandText?: string;
  argPattern?: string;
  lastUsedAt?: number;
  lastUsedCommand?: string;
  lastResolvedPath?: string;
}

/** What is left out comes from the defaults. */
export interface ExecRules {
  security?: string;
  ask?: string;
  askFallback?: string;
  autoAllowSkills?: boolean;
}

export interface ExecApprovalsFile {
  version: 1;
  socket?: { path?: string; token?: string };
  defaults?: ExecRules;
  agents?: { [agentId: string]: ExecRules & { allowlist?: AllowlistEntry[]; mcpTools?: unknown[] } };
}

export interface ExecApprovalsSnapshot {
  path: string;
  exists: boolean;
  /** Of the file: `exec.approvals.set` names it, so that nobody's change is overwritten unseen. */
  hash: string;
  file: ExecApprovalsFile;
  resolvedDefaults?: { security: ExecSecurity; ask: ExecAsk; askFallback: ExecSecurity; autoAllowSkills: boolean };
}
