import type { Compilable, Kysely } from "kysely";
import type { SessionsSearchHit } from "../protocol/sessions.ts";
import type { Schema } from "./schema.ts";

/**
 * What the store's nouns need of a database: Kysely for single statements, and the three things that differ by
 * database. SQLite implements it in a worker thread; another database is another engine under the same nouns.
 */
export interface Engine {
  readonly db: Kysely<Schema>;
  /** Runs the statements on one snapshot. */
  read(statements: readonly Statement[]): Promise<Result[]>;
  /** Runs the statements in one transaction, all or none; resolves after it is on disk. */
  write(statements: readonly Statement[]): Promise<Result[]>;
  /** Full-text search, best first. */
  search(query: SearchQuery): Promise<SessionsSearchHit[]>;
  /** Finishes what is pending. Idempotent. */
  close(): Promise<void>;
}

export type SqlValue = string | number | null;

/** A compiled statement that runs once for each set of parameters. */
export interface Statement {
  sql: string;
  runs: readonly (readonly SqlValue[])[];
}

export interface Result {
  /** Rows of all runs, one after the other. */
  rows: Record<string, SqlValue>[];
  /** Rows inserted, updated or deleted by all runs; cascades are not counted. */
  changes: number;
}

export interface SearchQuery {
  /** As a person typed it. */
  query: string;
  agentId?: string;
  sessionKeys?: readonly string[];
  exceptCircles?: readonly string[];
  limit: number;
}

/**
 * Compiles a query once and binds values to it many times: compiling costs as much as a small write.
 * `build` puts `slot("name")` where a value belongs.
 */
export function prepare<P extends { [K in keyof P]: SqlValue }>(
  build: (slot: <K extends keyof P & string>(name: K) => P[K]) => Compilable,
): (...values: P[]) => Statement {
  const { sql, parameters } = build((name) => slotFor<P, typeof name>(name)).compile();
  return (...values) => ({
    sql,
    runs: values.map((value) => parameters.map((parameter) => bound(parameter, value))),
  });
}

/** A query that runs once, with the values it was built with. */
export function compiled(query: Compilable): Statement {
  const { sql, parameters } = query.compile();
  return { sql, runs: [parameters.map(sqlValueOf)] };
}

/** What a query builder was given as a value, as the database takes it: booleans become 0 and 1. */
export function sqlValueOf(value: unknown): SqlValue {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === null || value === undefined) return null;
  throw new TypeError(`A ${typeof value} cannot be a column's value`);
}

class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A query builder passes values through to the compiled parameters untouched, so a mark can stand in for one. */
function slotFor<P, K extends keyof P & string>(name: K): P[K] {
  return new Slot(name) as P[K];
}

function bound<P extends { [K in keyof P]: SqlValue }>(parameter: unknown, values: P): SqlValue {
  return parameter instanceof Slot ? values[parameter.name as keyof P] : sqlValueOf(parameter);
}
