import type { UsageCostResult } from "@/server/protocol/usage.ts";

export interface CostDay {
  /** `YYYY-MM-DD` */
  date: string;
  cost: number;
  tokens: number;
  /** Runs whose model has no known price: they are not in `cost`. */
  unpriced: number;
}

const NOTHING = { totalCost: 0, totalTokens: 0, missingCostEntries: 0 };

/** The last `count` local days up to today, oldest first; a day without use counts nothing. */
export function costDays(daily: UsageCostResult["daily"], count: number, now: number): CostDay[] {
  const byDate = new Map(daily.map((day) => [day.date, day]));
  const today = new Date(now);
  return Array.from({ length: count }, (_, i) => {
    // By the calendar, because some days have 23 or 25 hours.
    const date = dateOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1 - i)));
    const { totalCost, totalTokens, missingCostEntries } = byDate.get(date) ?? NOTHING;
    return { date, cost: totalCost, tokens: totalTokens, unpriced: missingCostEntries };
  });
}

/** The same days of several gateways together. */
export function sumOfDays(of: readonly (readonly CostDay[])[]): CostDay[] {
  const [first = [], ...others] = of;
  return first.map((day, i) =>
    others.reduce(
      (sum, { [i]: other }) => ({
        date: sum.date,
        cost: sum.cost + (other?.cost ?? 0),
        tokens: sum.tokens + (other?.tokens ?? 0),
        unpriced: sum.unpriced + (other?.unpriced ?? 0),
      }),
      day,
    ),
  );
}

function dateOf(day: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
