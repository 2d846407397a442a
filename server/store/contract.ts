import type { AccessPerson, AccessToken, AuditEntry } from "../protocol/access.ts";
import type { CircleMessage } from "../protocol/circles.ts";
import type { CronJob, CronRunEntry, CronRunStatus } from "../protocol/cron.ts";
import type { Message } from "../protocol/messages.ts";
import type { BindingKey, DmScope } from "../protocol/routing.ts";
import type { SessionRow, SessionsSearchHit } from "../protocol/sessions.ts";
import type { UsageTotals } from "../protocol/usage.ts";

/**
 * What must outlive the process. SQLite implements it today; every implementation passes the suite in
 * `contract-suite.ts`. All calls resolve after the change is on disk.
 * A full disk or a read-only folder rejects with `RpcError("STORAGE")` and changes nothing.
 */
export interface Store {
  readonly agents: AgentStore;
  readonly bindings: BindingStore;
  readonly sessions: SessionStore;
  readonly messages: MessageStore;
  readonly runs: RunStore;
  readonly usage: UsageStore;
  readonly cron: CronStore;
  readonly circles: CircleStore;
  readonly auth: AuthStore;
  readonly access: AccessStore;
  /** Small settings that the hub keeps for itself, JSON values by key. */
  readonly settings: SettingsStore;
  /** Flushes and closes. Idempotent. */
  close(): Promise<void>;
}

export interface AgentRecord {
  id: string;
  name: string;
  emoji?: string;
  /** `provider/model`; left out, the configured default. */
  model?: string;
  /** How its conversations with people are told apart; left out, they are all one. */
  dmScope?: DmScope;
  createdAt: number;
}

export interface AgentStore {
  list(): Promise<AgentRecord[]>;
  put(agent: AgentRecord): Promise<void>;
  /** Removes the agent with its bindings. Whether it was there. */
  delete(id: string): Promise<boolean>;
}

/** Whose messages an agent answers. What it matches belongs to one agent. */
export interface BindingRecord {
  agentId: string;
  matchKey: BindingKey;
  /** As it is compared: trimmed, lower case. */
  matchValue: string;
  priority: number;
}

export interface BindingStore {
  /** In the order in which they were first put. */
  list(): Promise<BindingRecord[]>;
  /** One that matches the same is replaced and keeps its place. Rejects with NOT_FOUND when there is no such agent. */
  put(binding: BindingRecord): Promise<void>;
  /** Whether it was there. */
  delete(match: Pick<BindingRecord, "matchKey" | "matchValue">): Promise<boolean>;
}

/** What was said in circles. */
export interface CircleStore {
  /** Keeps the newest `keep` of the circle. Resolves the message with its id. */
  append(circle: string, message: Omit<CircleMessage, "id">, keep: number): Promise<CircleMessage>;
  /** The newest `limit`, of those before the id `before`; oldest first. */
  list(circle: string, page: { limit: number; before?: number }): Promise<CircleMessage[]>;
  /** Forgets everything that was said in the circle. */
  clear(circle: string): Promise<void>;
}

/** A stored session: the list's row without what only a running process knows. */
export type SessionRecord = Omit<SessionRow, "hasActiveRun" | "activeRunIds" | "contextTokens">;

export interface SessionQuery {
  search?: string;
  agentId?: string;
  archived?: boolean | "all";
  /** Milliseconds since 1970: only sessions updated since. */
  updatedSince?: number;
  /** Only those of this circle. */
  circle?: string;
  /** Without those of these circles. */
  exceptCircles?: readonly string[];
  limit: number;
  offset: number;
}

export interface SessionStore {
  get(key: string): Promise<SessionRecord | undefined>;
  /** Pinned first, then newest first. `total` counts all that match. */
  list(query: SessionQuery): Promise<{ total: number; sessions: SessionRecord[] }>;
  count(): Promise<number>;
  put(session: SessionRecord): Promise<void>;
  /** Merges the given fields; `undefined` and `null` clear. Resolves undefined when there is no such session. */
  patch(
    key: string,
    fields: { [K in keyof SessionRecord]?: SessionRecord[K] | null },
  ): Promise<SessionRecord | undefined>;
  /** Removes session, transcript, runs and search rows. Usage stays. Whether it was there. */
  delete(key: string): Promise<boolean>;
}

export interface MessagePage {
  /** Oldest first. */
  messages: Message[];
  total: number;
  /** Highest `seq` of the session, 0 when empty. */
  lastSeq: number;
}

/** A message before the store has given it its place. */
export type NewMessage = Message extends infer M
  ? M extends Message
    ? Omit<M, "__openclaw"> & { __openclaw: Omit<M["__openclaw"], "seq"> }
    : never
  : never;

export interface MessageStore {
  /** Appends in one transaction and gives each its `seq`; the search index follows in the same transaction. */
  append(sessionKey: string, messages: NewMessage[]): Promise<Message[]>;
  /** The newest `limit` after passing over `offset` newer ones. */
  page(sessionKey: string, options: { limit: number; offset: number }): Promise<MessagePage>;
  /** All with `seq` greater than `after`, oldest first. */
  since(sessionKey: string, after: number): Promise<Message[]>;
  get(sessionKey: string, messageId: string): Promise<Message | undefined>;
  byIdempotencyKey(sessionKey: string, idempotencyKey: string): Promise<Message | undefined>;
  /** Removes all messages with `seq` at or above `fromSeq`; how many. */
  truncate(sessionKey: string, fromSeq: number): Promise<number>;
  /** Removes all messages with `seq` below `beforeSeq`; how many. */
  trim(sessionKey: string, beforeSeq: number): Promise<number>;
  /** Full text over user and assistant messages, best first. */
  search(query: {
    query: string;
    agentId?: string;
    sessionKeys?: readonly string[];
    /** Without the sessions of these circles. */
    exceptCircles?: readonly string[];
    limit: number;
  }): Promise<{ results: SessionsSearchHit[]; truncated: boolean }>;
}

export type RunState = "queued" | "running" | "done" | "failed" | "killed" | "timeout" | "interrupted";

export interface RunRecord {
  runId: string;
  sessionKey: string;
  agentId: string;
  state: RunState;
  model?: string;
  createdAt: number;
  startedAt?: number;
  endedAt?: number;
  error?: string;
  /** The input that waits while the run is queued. */
  input?: NewMessage;
  /** Visible text so far, saved now and then: what a killed process leaves behind. */
  partial?: { text: string; thinking: string };
}

export interface RunStore {
  get(runId: string): Promise<RunRecord | undefined>;
  put(run: RunRecord): Promise<void>;
  /** Of one session, newest first. */
  list(sessionKey: string, limit: number): Promise<RunRecord[]>;
  /** Those that a process left `queued` or `running`. */
  unfinished(): Promise<RunRecord[]>;
}

export interface UsageRecord {
  runId: string;
  sessionKey: string;
  agentId: string;
  model: string;
  time: number;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  /** US dollars; left out when the model's price is unknown. */
  cost?: number;
}

export interface UsageQuery {
  /** Milliseconds since 1970, included. */
  from: number;
  /** Not included; left out, there is no end. */
  to?: number;
  agentId?: string;
  sessionKey?: string;
  /** Without what was used in sessions of these circles. */
  exceptCircles?: readonly string[];
}

/** What usage is summed by; `day` is the local one, `YYYY-MM-DD`. */
export type UsageKey = "day" | "model" | "agentId" | "sessionKey";

/** The sum of some runs. */
export type UsageSum<Key extends UsageKey> = UsageTotals & { [K in Key]: string } & {
  /** Runs. */
  count: number;
  /** How many sessions they were in. */
  sessions: number;
  firstTime: number;
  lastTime: number;
};

export interface UsageStore {
  add(record: UsageRecord): Promise<void>;
  /** Sums by local day `YYYY-MM-DD`, oldest first; days without use are left out. */
  daily(query: UsageQuery): Promise<(UsageTotals & { date: string })[]>;
  /** One sum for each combination of the keys, what cost most first; one of all without keys, none without use. */
  sums<Key extends UsageKey>(query: UsageQuery, by: readonly Key[], limit?: number): Promise<UsageSum<Key>[]>;
}

export interface CronRunQuery {
  /** Left out, the runs of all jobs. */
  jobId?: string;
  runId?: string;
  statuses?: readonly CronRunStatus[];
  /** In what the agent said, in the error, and in the job's name. */
  search?: string;
  /** Without runs in sessions of these circles that ended within that time, milliseconds since 1970, both included. */
  except?: readonly { circle: string; from: number; until: number }[];
  order: "asc" | "desc";
  limit: number;
  offset: number;
}

export interface CronStore {
  /** In the order in which they were first put. */
  jobs(): Promise<CronJob[]>;
  put(job: CronJob): Promise<void>;
  /** Whether it was there. Its runs stay. */
  delete(id: string): Promise<boolean>;
  /** Adds a run and lets the oldest go: of its job beyond `keep`, of all jobs beyond `keepInAll`. */
  addRun(run: CronRunEntry & { runId: string }, bounds: { keep: number; keepInAll: number }): Promise<void>;
  runs(query: CronRunQuery): Promise<{ total: number; entries: CronRunEntry[] }>;
}

/** A signed-in browser. Only a hash of the cookie's secret is kept. */
export interface BrowserSessionRecord {
  /** SHA-256 hex of the cookie's value. */
  hash: string;
  principalId: string;
  createdAt: number;
  expiresAt: number;
  userAgent?: string;
}

export interface AuthStore {
  putBrowserSession(record: BrowserSessionRecord): Promise<void>;
  getBrowserSession(hash: string): Promise<BrowserSessionRecord | undefined>;
  deleteBrowserSession(hash: string): Promise<void>;
  /** Signs all browsers of a principal out; how many. */
  deleteBrowserSessionsOf(principalId: string): Promise<number>;
  /** Removes the expired ones; how many. */
  sweepBrowserSessions(now: number): Promise<number>;
}

/** A token that was given out. Only a hash of it is kept. */
export interface TokenRecord extends AccessToken {
  /** SHA-256 hex of the token. */
  hash: string;
}

/** Somebody who was connected. */
export type PersonRecord = Omit<AccessPerson, "connections" | "kind">;

export type NewAuditEntry = Omit<AuditEntry, "id"> & {
  /** A method was called; else somebody came or went. */
  isCall: boolean;
};

export interface AuditQuery {
  limit: number;
  /** Only entries with a lower id. */
  before?: number;
  /** In who, where, what and to what; case is ignored. */
  search?: string;
  /** A principal's id. */
  who?: string;
  succeeded?: boolean;
  isCall?: boolean;
}

/** Who may come in by a token, who came, and what they did. */
export interface AccessStore {
  /** In the order in which they were made. */
  tokens(): Promise<TokenRecord[]>;
  putToken(token: TokenRecord): Promise<void>;
  deleteToken(id: string): Promise<void>;
  /** Who was seen last first. */
  people(limit: number): Promise<PersonRecord[]>;
  /** Adds or replaces by id; only the `keep` seen last stay. */
  putPeople(people: readonly PersonRecord[], keep: number): Promise<void>;
  addAudit(entries: readonly NewAuditEntry[]): Promise<void>;
  /** The newest first. */
  audit(query: AuditQuery): Promise<AuditEntry[]>;
  /** Lets go of what happened before `since`, and of all but the newest `keep`; how many. */
  sweepAudit(bounds: { keep: number; since: number }): Promise<number>;
}

export interface SettingsStore {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
}
