import type {
  ApprovalDecision,
  ExecApprovalRequest,
  PendingApproval,
  TerminalApproval,
} from "../../protocol/approvals.ts";

type OutcomeOf<Snapshot> = Snapshot extends TerminalApproval
  ? Omit<Snapshot, "id" | "urlPath" | "createdAtMs" | "expiresAtMs" | "presentation" | "source">
  : never;

/** How a command no longer waits. */
export type Outcome = OutcomeOf<TerminalApproval>;

/** A command that waits, or, with an outcome, did. */
export interface ApprovalRecord {
  id: string;
  request: ExecApprovalRequest;
  createdAtMs: number;
  expiresAtMs: number;
  outcome?: Outcome;
}

/** What is asked for each time cannot be allowed for always. */
export function allowedOf({ ask, allowedDecisions }: ExecApprovalRequest): readonly ApprovalDecision[] {
  if (allowedDecisions) return allowedDecisions;
  return ask === "always" ? ["allow-once", "deny"] : ["allow-once", "allow-always", "deny"];
}

export function snapshotOf(record: ApprovalRecord): PendingApproval | TerminalApproval {
  if (record.outcome) return terminalOf(record, record.outcome);
  const { sessionKey } = record.request;
  return { ...factsOf(record), status: "pending", ...(sessionKey && { sourceSessionKey: sessionKey }) };
}

export function terminalOf(record: ApprovalRecord, outcome: Outcome): TerminalApproval {
  const { agentId, sessionKey } = record.request;
  const source = { ...(agentId && { agentId }), ...(sessionKey && { sessionKey }) };
  return { ...factsOf(record), ...outcome, source };
}

/** Written by `Approvals` alone. */
export function recordsOf(value: unknown): ApprovalRecord[] {
  return Array.isArray(value) ? (value as ApprovalRecord[]) : [];
}

function factsOf({ id, request, createdAtMs, expiresAtMs }: ApprovalRecord) {
  return {
    id,
    urlPath: `/approvals?id=${encodeURIComponent(id)}`,
    createdAtMs,
    expiresAtMs,
    presentation: {
      kind: "exec" as const,
      commandText: request.command,
      warningText: request.warningText ?? null,
      host: request.host ?? null,
      agentId: request.agentId ?? null,
      allowedDecisions: allowedOf(request),
    },
  };
}
