import { type ExpressionBuilder, sql } from "kysely";
import type { UsageTotals } from "../protocol/usage.ts";
import { circleOfKey } from "./circle-of-key.ts";
import type { UsageKey, UsageQuery, UsageStore, UsageSum } from "./contract.ts";
import type { Engine } from "./engine.ts";
import type { Schema } from "./schema.ts";

export function usageStore({ db }: Engine): UsageStore {
  const matching = ({ from, to, agentId, sessionKey, exceptCircles = [] }: UsageQuery) =>
    db
      .selectFrom("usage")
      .where("time", ">=", from)
      .$if(to !== undefined, (query) => query.where("time", "<", to ?? 0))
      .$if(agentId !== undefined, (query) => query.where("agentId", "=", agentId ?? ""))
      .$if(sessionKey !== undefined, (query) => query.where("sessionKey", "=", sessionKey ?? ""))
      .$if(exceptCircles.length > 0, (query) => query.where(circleOfKey('"sessionKey"'), "not in", exceptCircles));

  return {
    async add(record) {
      await db
        .insertInto("usage")
        .values({ ...record, cost: record.cost ?? null, day: localDay(record.time) })
        .execute();
    },

    daily(query) {
      return matching(query).groupBy("day").orderBy("day").select("day as date").select(totals).execute();
    },

    async sums<Key extends UsageKey>(query: UsageQuery, by: readonly Key[], limit = Number.MAX_SAFE_INTEGER) {
      const rows = await matching(query)
        .$if(by.length > 0, (grouped) => grouped.groupBy([...by]).select([...by]))
        .select(totals)
        .select(({ fn }) => [
          fn.countAll<number>().as("count"),
          fn.count<number>("sessionKey").distinct().as("sessions"),
          fn.min<number | null, "time">("time").as("firstTime"),
          fn.max<number | null, "time">("time").as("lastTime"),
        ])
        .orderBy("totalCost", "desc")
        .orderBy("totalTokens", "desc")
        .limit(limit)
        .execute();
      return rows.filter(({ count }) => count > 0).map(summed<Key>);
    },
  };
}

function totals({ fn }: ExpressionBuilder<Schema, "usage">) {
  return [
    fn.sum<number>("input").as("input"),
    fn.sum<number>("output").as("output"),
    fn.sum<number>("cacheRead").as("cacheRead"),
    fn.sum<number>("cacheWrite").as("cacheWrite"),
    sql<number>`sum(input + output + "cacheRead" + "cacheWrite")`.as("totalTokens"),
    sql<number>`coalesce(sum(cost), 0)`.as("totalCost"),
    sql<number>`count(*) - count(cost)`.as("missingCostEntries"),
  ] as const;
}

/** The statement selected the columns that it grouped by. */
function summed<Key extends UsageKey>(row: UsageTotals & object): UsageSum<Key> {
  return row as UsageSum<Key>;
}

function localDay(time: number): string {
  const date = new Date(time);
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
