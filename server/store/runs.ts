import { type Insertable, type Selectable, sql } from "kysely";
import type { RunRecord, RunStore } from "./contract.ts";
import type { Engine } from "./engine.ts";
import { present, type Schema } from "./schema.ts";

export function runStore({ db }: Engine): RunStore {
  return {
    async get(runId) {
      const row = await db.selectFrom("runs").selectAll().where("runId", "=", runId).executeTakeFirst();
      return row && recordOf(row);
    },

    async put(run) {
      const row = rowOf(run);
      await db
        .insertInto("runs")
        .values(row)
        .onConflict((conflict) => conflict.column("runId").doUpdateSet(row))
        .execute();
    },

    async list(sessionKey, limit) {
      const rows = await db
        .selectFrom("runs")
        .selectAll()
        .where("sessionKey", "=", sessionKey)
        .orderBy("createdAt", "desc")
        .orderBy(WRITTEN, "desc")
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },

    async unfinished() {
      const rows = await db
        .selectFrom("runs")
        .selectAll()
        .where("state", "in", ["queued", "running"])
        .orderBy("createdAt")
        .orderBy(WRITTEN)
        .execute();
      return rows.map(recordOf);
    },
  };
}

/** Of two of one millisecond the one that was written first is the earlier one. */
const WRITTEN = sql`rowid`;

function rowOf(run: RunRecord): Insertable<Schema["runs"]> {
  return {
    runId: run.runId,
    sessionKey: run.sessionKey,
    agentId: run.agentId,
    state: run.state,
    model: run.model ?? null,
    createdAt: run.createdAt,
    startedAt: run.startedAt ?? null,
    endedAt: run.endedAt ?? null,
    error: run.error ?? null,
    input: run.input ? JSON.stringify(run.input) : null,
    partial: run.partial ? JSON.stringify(run.partial) : null,
  };
}

/** The two JSON columns are written by `rowOf` alone. */
function recordOf({ input, partial, ...row }: Selectable<Schema["runs"]>): RunRecord {
  return {
    ...present(row),
    ...(input !== null && { input: JSON.parse(input) }),
    ...(partial !== null && { partial: JSON.parse(partial) }),
  } as RunRecord;
}
