/** What somebody may say to a command that waits. */
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
  allowedDecisions?: readonly ApprovalDecision[];
}

/** A command that waits for a decision. Times in milliseconds since 1970. */
export interface ExecApproval {
  id: string;
  request: ExecApprovalRequest;
  createdAtMs: number;
  expiresAtMs: number;
}

/** How a command no longer waits. `decision` is null when nobody decided: it expired, or its run ended. */
export interface ExecApprovalResolved {
  id: string;
  decision: ApprovalDecision | null;
  resolvedBy?: string | null;
  ts: number;
  request?: ExecApprovalRequest;
}

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
    kind: string;
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
