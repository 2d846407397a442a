import type { SessionsUsageResult, UsageTotals } from "@/server/protocol/usage.ts";

export const MEASURES = ["cost", "tokens"] as const;
export const KEYS = ["model", "agent", "session", "day"] as const;

/** What is counted. */
export type Measure = (typeof MEASURES)[number];
/** What it is told apart by. */
export type Key = (typeof KEYS)[number];

/** One row of a table. */
export interface UsageRow {
  id: string;
  name: string;
  /** Said under the name. */
  detail?: string;
  href?: string;
  totals: UsageTotals;
}

/** Days with what each of some models took on them; what the others took is the last series. */
export interface DaySeries {
  /** `YYYY-MM-DD`, without a gap, oldest first. */
  days: readonly string[];
  series: readonly { name: string; values: readonly number[] }[];
}

/** Models that have a colour of their own. */
export const MOST_SERIES = 4;
const OTHERS = "Others";

/** The rows of a table, what took most first; days the newest first. */
export function rowsOf(
  usage: SessionsUsageResult,
  key: Key,
  measure: Measure,
  agentName: (id: string) => string,
): UsageRow[] {
  const { aggregates, sessions } = usage;
  switch (key) {
    case "model":
      return sorted(
        aggregates.byModel.map(({ provider, model, totals }) => modelRow(provider, model, totals)),
        measure,
      );
    case "agent":
      return sorted(
        aggregates.byAgent.map(({ agentId, totals }) => ({
          id: agentId,
          name: agentName(agentId),
          href: `/agents/${encodeURIComponent(agentId)}`,
          totals,
        })),
        measure,
      );
    case "session":
      return sorted(
        sessions.flatMap(({ key: id, label, agentId, usage }) =>
          usage && usage.totalTokens > 0
            ? [
                {
                  id,
                  name: label ?? id,
                  ...(label && { detail: id }),
                  href: `/chat/${encodeURIComponent(id)}`,
                  ...(agentId && !label && { detail: agentName(agentId) }),
                  totals: usage,
                },
              ]
            : [],
        ),
        measure,
      );
    case "day":
      return (aggregates.costDaily ?? [])
        .map(({ date, ...totals }) => ({ id: date, name: date, totals }))
        .sort((a, b) => b.id.localeCompare(a.id));
  }
}

/** What the chart shows. Gateways that do not tell days apart by model give one series. */
export function daySeries(usage: SessionsUsageResult, measure: Measure): DaySeries {
  const days = daysBetween(usage.startDate, usage.endDate);
  const { modelDaily, costDaily = [], byModel } = usage.aggregates;
  const place = new Map(days.map((day, index) => [day, index]));
  if (!modelDaily || modelDaily.length === 0) {
    const values = days.map(() => 0);
    for (const { date, ...totals } of costDaily) add(values, place.get(date), amountOf(totals, measure));
    return { days, series: [{ name: "All models", values }] };
  }
  const ranked = sorted(
    byModel.map(({ provider, model, totals }) => modelRow(provider, model, totals)),
    measure,
  );
  // What has no price cost something that nobody knows: it is no 0 in the chart.
  const shown = measure === "cost" ? ranked.filter(({ totals }) => hasKnownCost(totals)) : ranked;
  const top = shown.slice(0, MOST_SERIES).map(({ name }) => name);
  const others = new Set(shown.slice(MOST_SERIES).map(({ name }) => name));
  const series = new Map(top.map((name) => [name, days.map(() => 0)]));
  for (const { date, provider, model, tokens, cost } of modelDaily) {
    const name = nameOf(provider, model);
    const group = others.has(name) ? OTHERS : name;
    if (!top.includes(name) && !others.has(name)) continue;
    const values = series.get(group) ?? days.map(() => 0);
    series.set(group, values);
    add(values, place.get(date), measure === "cost" ? cost : tokens);
  }
  return { days, series: [...series].map(([name, values]) => ({ name, values })) };
}

/** Whether at least a part of the cost is known; what is free has a known one. */
export function hasKnownCost({ totalCost, missingCostEntries }: UsageTotals): boolean {
  return totalCost > 0 || missingCostEntries === 0;
}

export function amountOf(totals: Pick<UsageTotals, "totalCost" | "totalTokens">, measure: Measure): number {
  return measure === "cost" ? totals.totalCost : totals.totalTokens;
}

/** Every day from one to the other, both included; at most two years of them. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  // In UTC, where every day has 24 hours.
  const end = Date.parse(`${last}T00:00:00Z`);
  for (let day = Date.parse(`${first}T00:00:00Z`); day <= end && days.length < 732; day += 86_400_000) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}

/** The first day of as many that end with the last one. */
export function daysBack(last: string, count: number): string {
  return new Date(Date.parse(`${last}T00:00:00Z`) - (count - 1) * 86_400_000).toISOString().slice(0, 10);
}

function modelRow(provider: string | undefined, model: string | undefined, totals: UsageTotals): UsageRow {
  const name = nameOf(provider, model);
  return { id: name, name, totals };
}

function nameOf(provider: string | undefined, model: string | undefined): string {
  return [provider, model].filter(Boolean).join("/") || "Unknown model";
}

function sorted(rows: UsageRow[], measure: Measure): UsageRow[] {
  return rows.sort(
    (a, b) => amountOf(b.totals, measure) - amountOf(a.totals, measure) || b.totals.totalTokens - a.totals.totalTokens,
  );
}

function add(values: number[], index: number | undefined, value: number): void {
  if (index !== undefined) values[index] = (values[index] ?? 0) + value;
}
