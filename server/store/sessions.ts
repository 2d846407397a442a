import { type ExpressionBuilder, sql } from "kysely";
import { RpcError } from "../protocol/errors.ts";
import { circleOfKey } from "./circle-of-key.ts";
import type { SessionQuery, SessionRecord, SessionStore } from "./contract.ts";
import { compiled, type Engine, prepare } from "./engine.ts";
import { present, type Row, type Schema } from "./schema.ts";

type SessionRowCells = Row<SessionRecord>;

/** Every column, so that a field added to the record and forgotten here does not compile. */
const COLUMNS: Record<keyof SessionRecord, "plain" | "boolean"> = {
  key: "plain",
  sessionId: "plain",
  agentId: "plain",
  kind: "plain",
  label: "plain",
  derivedTitle: "plain",
  displayName: "plain",
  lastMessagePreview: "plain",
  channel: "plain",
  category: "plain",
  createdAt: "plain",
  updatedAt: "plain",
  archived: "boolean",
  pinned: "boolean",
  unread: "boolean",
  model: "plain",
  modelProvider: "plain",
  thinkingLevel: "plain",
  inputTokens: "plain",
  outputTokens: "plain",
  totalTokens: "plain",
  estimatedCostUsd: "plain",
  status: "plain",
  lastRunError: "plain",
  lastRunId: "plain",
  messageCount: "plain",
};
const NAMES = Object.keys(COLUMNS) as (keyof SessionRecord)[];

export function sessionStore(engine: Engine): SessionStore {
  const { db } = engine;
  const byKey = prepare<{ key: string }>((slot) =>
    db.selectFrom("sessions").selectAll().where("key", "=", slot("key")),
  );

  return {
    async get(key) {
      const [result] = await engine.read([byKey({ key })]);
      const row = result?.rows[0];
      return row && recordOf(row);
    },

    async list(query) {
      const matching = db.selectFrom("sessions").where((where) => matches(where, query));
      const page = matching
        .selectAll()
        .orderBy(sql`coalesce(pinned, 0)`, "desc")
        .orderBy("updatedAt", "desc")
        .orderBy("key")
        .limit(query.limit)
        .offset(query.offset);
      const count = matching.select(({ fn }) => fn.countAll<number>().as("total"));
      const [counted, found] = await engine.read([compiled(count), compiled(page)]);
      return { total: Number(counted?.rows[0]?.total), sessions: (found?.rows ?? []).map(recordOf) };
    },

    async count() {
      const counted = db.selectFrom("sessions").select(({ fn }) => fn.countAll<number>().as("total"));
      return (await counted.executeTakeFirstOrThrow()).total;
    },

    async put(session) {
      const row = cellsOf(session, NAMES) as SessionRowCells;
      await db
        .insertInto("sessions")
        .values(row)
        .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
        .execute();
    },

    async patch(key, fields) {
      if (fields.key !== undefined && fields.key !== key) {
        throw new RpcError("INVALID_REQUEST", "A session's key cannot change: create another session instead.");
      }
      const cells = cellsOf(
        fields,
        NAMES.filter((name) => name !== "key" && Object.hasOwn(fields, name)),
      );
      if (Object.keys(cells).length === 0) return this.get(key);
      const row = await db.updateTable("sessions").set(cells).where("key", "=", key).returningAll().executeTakeFirst();
      return row && recordOf(row);
    },

    async delete(key) {
      const { numDeletedRows } = await db.deleteFrom("sessions").where("key", "=", key).executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

function matches(where: ExpressionBuilder<Schema, "sessions">, query: SessionQuery) {
  const conditions = [];
  const { archived = false } = query;
  if (archived !== "all") conditions.push(where(sql<number>`coalesce(archived, 0)`, "=", archived ? 1 : 0));
  if (query.agentId !== undefined) conditions.push(where("agentId", "=", query.agentId));
  if (query.updatedSince !== undefined) conditions.push(where("updatedAt", ">=", query.updatedSince));
  if (query.circle !== undefined) conditions.push(where(circleOfKey("key"), "=", query.circle));
  if (query.exceptCircles?.length) conditions.push(where(circleOfKey("key"), "not in", query.exceptCircles));
  if (query.search) {
    const pattern = `%${query.search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
    // One call of lower() a row; a line break never occurs in what a person types into the field.
    const text = sql`lower(key || char(10) || coalesce(label, '') || char(10) || coalesce("derivedTitle", '')
      || char(10) || coalesce("lastMessagePreview", ''))`;
    conditions.push(sql<boolean>`${text} like ${pattern} escape '\\'`);
  }
  return where.and(conditions);
}

function cellsOf(
  record: { [K in keyof SessionRecord]?: SessionRecord[K] | null },
  names: readonly (keyof SessionRecord)[],
): Partial<SessionRowCells> {
  const cells = names.map((name) => {
    const value = record[name];
    return [name, typeof value === "boolean" ? Number(value) : (value ?? null)];
  });
  return Object.fromEntries(cells) as Partial<SessionRowCells>;
}

function recordOf(row: object): SessionRecord {
  const entries = Object.entries(present(row)).map(([name, value]) => [
    name,
    COLUMNS[name as keyof SessionRecord] === "boolean" ? value === 1 : value,
  ]);
  return Object.fromEntries(entries) as SessionRecord;
}
