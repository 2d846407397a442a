import type { Budget, UsageCostResult } from "@/server/protocol/usage.ts";

export type Period = "day" | "month";

/** From which share on somebody is told. */
export const NEAR = 0.8;

/** How much of a budget is spent. */
export interface Spending {
  period: Period;
  /** US dollars. */
  spent: number;
  budget: number;
  level: "fine" | "near" | "over";
  /** Runs whose model has no known price: they are not in `spent`. */
  unpriced: number;
  /** The day or month that it is about: `2026-03-01`, `2026-03`. */
  of: string;
}

/** What `usage`, which begins with the month of `today`, leaves of a budget. */
export function spendingOf({ daily, monthly }: Budget, usage: UsageCostResult, today: string): Spending[] {
  const day = usage.daily.find(({ date }) => date === today);
  return [
    ...(daily ? [spending("day", today, daily, day?.totalCost ?? 0, day?.missingCostEntries ?? 0)] : []),
    ...(monthly
      ? [spending("month", today.slice(0, 7), monthly, usage.totals.totalCost, usage.totals.missingCostEntries)]
      : []),
  ];
}

function spending(period: Period, of: string, budget: number, spent: number, unpriced: number): Spending {
  const level = spent >= budget ? "over" : spent >= budget * NEAR ? "near" : "fine";
  return { period, of, budget, spent, level, unpriced };
}
