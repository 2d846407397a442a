import { sql } from "kysely";
import type { UsageStore } from "./contract.ts";
import type { Engine } from "./engine.ts";

export function usageStore({ db }: Engine): UsageStore {
  return {
    async add(record) {
      await db
        .insertInto("usage")
        .values({ ...record, cost: record.cost ?? null, day: localDay(record.time) })
        .execute();
    },

    async daily({ from, agentId, sessionKey }) {
      return db
        .selectFrom("usage")
        .where("time", ">=", from)
        .$if(agentId !== undefined, (query) => query.where("agentId", "=", agentId ?? ""))
        .$if(sessionKey !== undefined, (query) => query.where("sessionKey", "=", sessionKey ?? ""))
        .groupBy("day")
        .orderBy("day")
        .select(({ fn }) => [
          "day as date",
          fn.sum<number>("input").as("input"),
          fn.sum<number>("output").as("output"),
          fn.sum<number>("cacheRead").as("cacheRead"),
          fn.sum<number>("cacheWrite").as("cacheWrite"),
          sql<number>`sum(input + output + "cacheRead" + "cacheWrite")`.as("totalTokens"),
          sql<number>`coalesce(sum(cost), 0)`.as("totalCost"),
          sql<number>`count(*) - count(cost)`.as("missingCostEntries"),
        ])
        .execute();
    },
  };
}

function localDay(time: number): string {
  const date = new Date(time);
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
