import type {
  ApprovalDecision,
  ApprovalHistory,
  ExecApproval,
  ExecApprovalDecided,
  ExecApprovalRequest,
  PendingApproval,
  TerminalApproval,
} from "../../protocol/approvals.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { SettingsStore } from "../../store/contract.ts";
import type { Emit } from "../event-bus.ts";
import type { Clock, RunLogger } from "../runs/contract.ts";
import { realTimer, type Timer } from "../timer.ts";
import type { ExecPolicy } from "./exec-policy.ts";
import { type ApprovalRecord, allowedOf, type Outcome, recordsOf, snapshotOf, terminalOf } from "./record.ts";

export interface ApprovalDeps {
  store: SettingsStore;
  policy: ExecPolicy;
  emit: Emit;
  clock: Clock;
  newId: () => string;
  logger: RunLogger;
  timer?: Timer;
}

/** What is told of a command to decide who may see it. */
export interface AskedCommand {
  sessionKey: string | null | undefined;
  /** Milliseconds since 1970. */
  createdAtMs: number;
}

export const MOST_PENDING = 100;
/** Decisions that are remembered. */
export const MOST_KEPT = 500;
/** As OpenClaw's. */
export const DEFAULT_TIMEOUT_MS = 1_800_000;
const KEY = "approvals";
const PAGE = 50;

/** Commands that wait for a person, and what became of those that did. Kept in memory and as one setting on disk. */
export class Approvals {
  readonly #deps: ApprovalDeps;
  /** Oldest first. */
  #records: ApprovalRecord[];
  readonly #waiting = new Map<string, { decided: PromiseWithResolvers<ApprovalDecision | null>; stop: () => void }>();
  #writing: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** What waited when an earlier process ended does not any more: nobody is left to run it. */
  static async open(deps: ApprovalDeps): Promise<Approvals> {
    const now = deps.clock();
    const records = recordsOf(await deps.store.get(KEY));
    const open = records.filter(({ outcome }) => !outcome);
    for (const record of open) record.outcome = { status: "cancelled", reason: "gateway-restart", resolvedAtMs: now };
    if (open.length > 0) await deps.store.put(KEY, records);
    return new Approvals(deps, records);
  }

  private constructor(deps: ApprovalDeps, records: ApprovalRecord[]) {
    this.#deps = deps;
    this.#records = records;
  }

  list(shows: (command: AskedCommand) => boolean): ExecApproval[] {
    return this.#records.filter((record) => !record.outcome && shows(askedIn(record))).map(approvalOf);
  }

  /** The id, when what it names is shown. @throws RpcError NOT_FOUND, as when there is none */
  seen(id: string, shows: (command: AskedCommand) => boolean): string {
    const record = this.#require(id);
    if (shows(askedIn(record))) return id;
    throw notThere(id);
  }

  /** Begins to wait. @throws RpcError CONFLICT when the id is taken, RATE_LIMITED past {@link MOST_PENDING}, STORAGE */
  async request(
    request: ExecApprovalRequest,
    options: { id?: string; timeoutMs?: number } = {},
  ): Promise<ExecApproval> {
    if (this.#closed) throw new RpcError("UNAVAILABLE", "The gateway is shutting down: ask again when it is back.");
    const { emit, clock, newId, timer = realTimer } = this.#deps;
    const { id = newId(), timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    if (this.#find(id)) throw new RpcError("CONFLICT", `There is an approval "${id}" already: choose another id.`);
    if (this.#waiting.size >= MOST_PENDING) {
      throw new RpcError("RATE_LIMITED", `${MOST_PENDING} commands wait already, the most there can be: decide some.`);
    }
    const now = clock();
    const record: ApprovalRecord = { id, request, createdAtMs: now, expiresAtMs: now + timeoutMs };
    const stop = timer(timeoutMs, () => {
      this.#settle(record, { status: "expired", reason: "timeout", resolvedAtMs: clock() }).catch((error: unknown) =>
        this.#deps.logger.error({ err: error }, "an approval's end could not be kept"),
      );
    });
    this.#waiting.set(id, { decided: Promise.withResolvers(), stop });
    this.#records.push(record);
    this.#forget();
    emit("exec.approval.requested", approvalOf(record));
    await this.#write();
    return approvalOf(record);
  }

  /** The decision; null when it expired or its run ended first. @throws RpcError NOT_FOUND */
  async wait(id: string): Promise<ExecApprovalDecided> {
    const record = this.#require(id);
    const waiting = this.#waiting.get(id);
    const decision = waiting ? await waiting.decided.promise : decisionOf(record.outcome);
    return { id, decision, createdAtMs: record.createdAtMs, expiresAtMs: record.expiresAtMs };
  }

  /**
   * Decides. The same decision a second time changes nothing.
   * @throws RpcError NOT_FOUND, CONFLICT when it was decided otherwise or waits no more, INVALID_REQUEST when the
   * decision is not allowed, STORAGE
   */
  async resolve(id: string, decision: ApprovalDecision, by: string): Promise<{ applied: boolean }> {
    const record = this.#require(id);
    const { request, outcome, expiresAtMs } = record;
    const now = this.#deps.clock();
    if (outcome) {
      if (decisionOf(outcome) === decision) return { applied: false };
      throw new RpcError("CONFLICT", TOO_LATE[outcome.status], { details: { status: outcome.status } });
    }
    if (now >= expiresAtMs) {
      await this.#settle(record, { status: "expired", reason: "timeout", resolvedAtMs: now });
      throw new RpcError("CONFLICT", TOO_LATE.expired, { details: { status: "expired" } });
    }
    if (!allowedOf(request).includes(decision)) {
      throw new RpcError("INVALID_REQUEST", "This command cannot be allowed for always: it is asked for each time.");
    }
    if (decision === "allow-always") await this.#deps.policy.allow(request.agentId ?? "main", request.command);
    // Somebody else may have decided while the rule was written.
    if (record.outcome) return this.resolve(id, decision, by);
    const resolver = { kind: "device" as const, id: by };
    await this.#settle(
      record,
      decision === "deny"
        ? { status: "denied", decision, reason: "user", resolvedAtMs: now, resolver }
        : { status: "allowed", decision, reason: "user", resolvedAtMs: now, resolver },
    );
    return { applied: true };
  }

  /** Newest first. `cursor` is the id of the last one that was read. */
  history(
    { cursor, limit = PAGE }: { cursor?: string; limit?: number },
    shows: (command: AskedCommand) => boolean,
  ): ApprovalHistory {
    const shown = this.#records.filter((record) => shows(askedIn(record)));
    const ended = shown.flatMap((record) => (record.outcome ? [terminalOf(record, record.outcome)] : []));
    ended.sort((one, other) => other.resolvedAtMs - one.resolvedAtMs);
    const start = cursor === undefined ? 0 : ended.findIndex(({ id }) => id === cursor) + 1;
    const items = ended.slice(start, start + limit);
    const last = items.at(-1);
    return { items, ...(last && start + limit < ended.length && { nextCursor: last.id }) };
  }

  /** @throws RpcError NOT_FOUND */
  get(id: string): PendingApproval | TerminalApproval {
    return snapshotOf(this.#require(id));
  }

  /** What a run waited for has nobody any more who would run it. */
  cancelRun(runId: string): void {
    for (const record of this.#records) {
      if (record.request.runId !== runId || record.outcome) continue;
      const outcome = { status: "cancelled", reason: "run-aborted", resolvedAtMs: this.#deps.clock() } as const;
      this.#settle(record, outcome).catch((error: unknown) =>
        this.#deps.logger.error({ err: error }, "an approval's end could not be kept"),
      );
    }
  }

  /** Ends all waiting. What waited is told as such by the next process. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { decided, stop } of this.#waiting.values()) {
      stop();
      decided.resolve(null);
    }
    this.#waiting.clear();
    await this.#writing;
  }

  async #settle(record: ApprovalRecord, outcome: Outcome): Promise<void> {
    if (record.outcome || this.#closed) return;
    record.outcome = outcome;
    const waiting = this.#waiting.get(record.id);
    this.#waiting.delete(record.id);
    waiting?.stop();
    const written = this.#write();
    const decision = decisionOf(outcome);
    waiting?.decided.resolve(decision);
    const { id, request } = record;
    const resolvedBy = "resolver" in outcome ? (outcome.resolver?.id ?? null) : null;
    this.#deps.emit("exec.approval.resolved", { id, decision, resolvedBy, ts: outcome.resolvedAtMs, request });
    await written;
  }

  #forget(): void {
    const ended = this.#records.filter(({ outcome }) => outcome);
    const gone = new Set(ended.slice(0, Math.max(0, ended.length - MOST_KEPT)));
    if (gone.size > 0) this.#records = this.#records.filter((record) => !gone.has(record));
  }

  #find(id: string): ApprovalRecord | undefined {
    return this.#records.find((record) => record.id === id);
  }

  #require(id: string): ApprovalRecord {
    const record = this.#find(id);
    if (record) return record;
    throw notThere(id);
  }

  #write(): Promise<void> {
    const writing = this.#writing.then(() => this.#deps.store.put(KEY, this.#records));
    this.#writing = writing.catch(() => {});
    return writing;
  }
}

const TOO_LATE: Record<Outcome["status"], string> = {
  allowed: "Somebody has allowed it already.",
  denied: "Somebody has denied it already.",
  expired: "It has expired, and the command did not run: let the agent ask again.",
  cancelled: "It waits no more: its run has ended.",
};

function decisionOf(outcome: Outcome | undefined): ApprovalDecision | null {
  return outcome && "decision" in outcome ? outcome.decision : null;
}

function askedIn({ request, createdAtMs }: ApprovalRecord): AskedCommand {
  return { sessionKey: request.sessionKey, createdAtMs };
}

function notThere(id: string): RpcError {
  return new RpcError("NOT_FOUND", `There is no approval "${id}": see exec.approval.list for what waits.`);
}

function approvalOf({ id, request, createdAtMs, expiresAtMs }: ApprovalRecord): ExecApproval {
  return { id, request: { ...request, allowedDecisions: allowedOf(request) }, createdAtMs, expiresAtMs };
}
