import { RpcError } from "../protocol/errors.ts";
import { UsageCostParams } from "../protocol/schema/usage.ts";
import type { UsageTotals } from "../protocol/usage.ts";
import type { Store } from "../store/contract.ts";
import type { Audiences } from "./audience.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Clock } from "./runs/contract.ts";

const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

export function usageMethods({ store, audiences, clock }: { store: Store; audiences: Audiences; clock: Clock }) {
  return {
    "usage.cost": method(
      UsageCostParams,
      async (params, viewer) => {
        const { days: wanted = DEFAULT_DAYS, agentId, sessionKey } = params;
        const now = clock();
        const { from, to } = timeOf(params, wanted, now);
        // What all is spent is everybody's; what one session spent is for those who may see it.
        const exceptCircles = sessionKey === undefined ? [] : audiences.hiddenFrom(viewer);
        const daily = await store.usage.daily({ from, to, agentId, sessionKey, exceptCircles });
        // Days of 23 and of 25 hours are days.
        const days = Math.round((to - from) / DAY_MS);
        return { updatedAt: now, days, daily, totals: daily.reduce(sum, { ...NOTHING }) };
      },
      "handled",
    ),
  } satisfies MethodTable;
}

export const NOTHING: UsageTotals = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  totalTokens: 0,
  totalCost: 0,
  missingCostEntries: 0,
};

/**
 * From the first day's midnight to that after the last day, by the clock of this machine; without dates the last `days`
 * up to today. @throws RpcError INVALID_REQUEST
 */
export function timeOf(
  { startDate, endDate }: { startDate?: string; endDate?: string },
  days: number,
  now: number,
): { from: number; to: number } {
  if ((startDate === undefined) !== (endDate === undefined)) {
    throw invalid("startDate and endDate belong together: give both or neither.");
  }
  if (startDate === undefined || endDate === undefined) {
    return { from: midnight(now, 1 - days), to: midnight(now, 1) };
  }
  const from = dateOf(startDate);
  if (from > dateOf(endDate)) throw invalid("startDate is after endDate: exchange them.");
  return { from, to: midnight(dateOf(endDate), 1) };
}

/** The local day of a time, `YYYY-MM-DD`. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

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

/** Local midnight `days` days later; by the calendar, because some days have 23 or 25 hours. */
function midnight(time: number, days: number): number {
  const day = new Date(time);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
}

function dateOf(text: string): number {
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  const time = new Date(year, month - 1, day).getTime();
  if (dayOf(time) !== text) throw invalid(`"${text}" is no day: write it like 2026-03-01.`);
  return time;
}

function invalid(message: string): RpcError {
  return new RpcError("INVALID_REQUEST", message, { details: { field: "startDate" } });
}
