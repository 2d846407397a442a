import { sql } from "kysely";
import type { CronJob, CronRunEntry } from "../protocol/cron.ts";
import { circleOfKey } from "./circle-of-key.ts";
import type { CronRunQuery, CronStore } from "./contract.ts";
import { compiled, type Engine } from "./engine.ts";

export function cronStore({ db, write }: Engine): CronStore {
  const matching = ({
    jobId,
    runId,
    statuses,
    search,
    except = [],
  }: Omit<CronRunQuery, "order" | "limit" | "offset">) =>
    db
      .selectFrom("cronRuns")
      .where(({ and, not }) => and(except.map((run) => not(isOf(run)))))
      .$if(jobId !== undefined, (query) => query.where("jobId", "=", jobId ?? ""))
      .$if(runId !== undefined, (query) => query.where("runId", "=", runId ?? ""))
      .$if(statuses !== undefined, (query) => query.where("status", "in", statuses ?? []))
      .$if(Boolean(search), (query) => query.where(sql<boolean>`instr(text, ${search?.toLowerCase() ?? ""}) > 0`));

  return {
    async jobs() {
      const rows = await db.selectFrom("cronJobs").select("body").orderBy("rowId").execute();
      return rows.map(({ body }) => read<CronJob>(body));
    },

    async put(job) {
      const body = JSON.stringify(job);
      await db
        .insertInto("cronJobs")
        .values({ id: job.id, body })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ body }))
        .execute();
    },

    async delete(id) {
      const deleted = await db.deleteFrom("cronJobs").where("id", "=", id).executeTakeFirstOrThrow();
      return deleted.numDeletedRows > 0n;
    },

    async addRun(run, { keep, keepInAll }) {
      const { jobId, runId, status = "skipped", summary = "", error = "", jobName = "" } = run;
      const text = `${jobName}\n${summary}\n${error}`.toLowerCase();
      const runs = db.selectFrom("cronRuns").select("rowId").orderBy("rowId", "desc").limit(Number.MAX_SAFE_INTEGER);
      await write([
        compiled(db.insertInto("cronRuns").values({ jobId, runId, status, text, body: JSON.stringify(run) })),
        compiled(
          db
            .deleteFrom("cronRuns")
            .where("jobId", "=", jobId)
            .where("rowId", "in", runs.where("jobId", "=", jobId).offset(keep)),
        ),
        compiled(db.deleteFrom("cronRuns").where("rowId", "in", runs.offset(keepInAll))),
      ]);
    },

    async runs({ order, limit, offset, ...query }) {
      const [rows, { total }] = await Promise.all([
        matching(query).select("body").orderBy("rowId", order).limit(limit).offset(offset).execute(),
        matching(query)
          .select(({ fn }) => fn.countAll<number>().as("total"))
          .executeTakeFirstOrThrow(),
      ]);
      return { total, entries: rows.map(({ body }) => read<CronRunEntry>(body)) };
    },
  };
}

function isOf({ circle, from, until }: { circle: string; from: number; until: number }) {
  return sql<boolean>`(${circleOfKey("coalesce(json_extract(body, '$.sessionKey'), '')")} = ${circle}
    and json_extract(body, '$.ts') between ${from} and ${until})`;
}

/** Written by this store alone. */
function read<Value>(body: string): Value {
  return JSON.parse(body) as Value;
}
