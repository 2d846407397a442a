import type { Generated } from "kysely";
import type {
  AgentRecord,
  BindingRecord,
  BrowserSessionRecord,
  PersonRecord,
  RunRecord,
  SessionRecord,
  TokenRecord,
  UsageRecord,
} from "./contract.ts";

/** The tables as Kysely sees them. Columns carry the records' own names, so that rows need no renaming. */
export interface Schema {
  agents: Row<AgentRecord>;
  bindings: Row<BindingRecord> & {
    /** The order of insertion. */
    rowId: Generated<number>;
  };
  sessions: Row<SessionRecord>;
  messages: {
    rowId: Generated<number>;
    sessionKey: string;
    seq: number;
    id: string;
    role: string;
    /** Milliseconds since 1970. */
    timestamp: number;
    idempotencyKey: string | null;
    /** What the full-text index covers; null when there is nothing to find. */
    text: string | null;
    /** The message as JSON; `seq` is the column's. */
    body: string;
  };
  runs: Row<Omit<RunRecord, "input" | "partial">> & {
    /** JSON */
    input: string | null;
    /** JSON */
    partial: string | null;
  };
  usage: Row<UsageRecord> & {
    rowId: Generated<number>;
    /** Local day `YYYY-MM-DD` at the time of writing. */
    day: string;
  };
  circleMessages: {
    rowId: Generated<number>;
    circle: string;
    /** The message as JSON, without its id. */
    body: string;
  };
  cronJobs: {
    /** The order of insertion. */
    rowId: Generated<number>;
    id: string;
    /** The job as JSON. */
    body: string;
  };
  cronRuns: {
    rowId: Generated<number>;
    jobId: string;
    runId: string;
    status: string;
    /** What can be searched for. */
    text: string;
    /** The entry as JSON. */
    body: string;
  };
  browserSessions: Row<BrowserSessionRecord>;
  accessTokens: Row<TokenRecord>;
  people: Row<PersonRecord>;
  audit: {
    rowId: Generated<number>;
    /** Milliseconds since 1970. */
    at: number;
    /** The principal's id. */
    who: string | null;
    isCall: number;
    outcome: string;
    /** What can be searched for. */
    text: string;
    /** The entry as JSON, without its id. */
    body: string;
  };
  settings: {
    key: string;
    /** JSON */
    value: string;
  };
}

/** A record's columns: what may be left out is null, a boolean is 0 or 1. */
export type Row<T> = { [K in keyof T]-?: Cell<T[K]> };

type Cell<T> = Present<Exclude<T, undefined>> | (undefined extends T ? null : never);
type Present<T> = T extends boolean ? number : T;

/** The record of a row: null means left out. Booleans are the caller's to restore. */
export function present<T extends object>(row: T): { [K in keyof T]: Exclude<T[K], null> | undefined } {
  const entries = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], null> | undefined };
}
