import type { UsageTotals } from "../protocol/methods.ts";
import { UsageCostParams } from "../protocol/schema/system.ts";
import type { Store } from "../store/contract.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Clock } from "./runs/contract.ts";

const DEFAULT_DAYS = 30;

export function usageMethods({ store, clock }: { store: Store; clock: Clock }) {
  return {
    "usage.cost": method(UsageCostParams, async ({ days = DEFAULT_DAYS, agentId, sessionKey }) => {
      const now = clock();
      const daily = await store.usage.daily({ from: firstDay(now, days), agentId, sessionKey });
      return { updatedAt: now, days, daily, totals: daily.reduce(sum, { ...NOTHING }) };
    }),
  } satisfies MethodTable;
}

const NOTHING: UsageTotals = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  totalTokens: 0,
  totalCost: 0,
  missingCostEntries: 0,
};

function sum(totals: UsageTotals, day: UsageTotals): UsageTotals {
  return {
    input: totals.input + day.input,
    output: totals.output + day.output,
    cacheRead: totals.cacheRead + day.cacheRead,
    cacheWrite: totals.cacheWrite + day.cacheWrite,
    totalTokens: totals.totalTokens + day.totalTokens,
    totalCost: totals.totalCost + day.totalCost,
    missingCostEntries: totals.missingCostEntries + day.missingCostEntries,
  };
}

/** Local midnight `days - 1` days ago; by the calendar, because some days have 23 or 25 hours. */
function firstDay(now: number, days: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - (days - 1)).getTime();
}
