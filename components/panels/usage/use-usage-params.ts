import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useToday } from "@/hooks/use-today.ts";
import { daysBack, KEYS, MEASURES } from "./usage-view.ts";

/** Ranges that end today, by their name in the address. */
export const RANGES = { "1d": 1, "7d": 7, "30d": 30, "90d": 90 } as const;

export type Range = keyof typeof RANGES | "custom";

export const RANGE_NAMES: readonly Range[] = ["1d", "7d", "30d", "90d", "custom"];

const PARSERS = {
  range: parseAsStringLiteral(RANGE_NAMES).withDefault("30d"),
  from: parseAsString,
  to: parseAsString,
  by: parseAsStringLiteral(KEYS).withDefault("model"),
  /** Left out, cost where something cost something. */
  measure: parseAsStringLiteral(MEASURES),
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the address says about the usage panel, and how to change it. */
export function useUsageParams() {
  const [params, set] = useQueryStates(PARSERS, { history: "replace" });
  const today = useToday();
  const { range, from, to, by, measure } = params;
  const dates = datesOf(range, from, to, today);
  return {
    range,
    by,
    measure,
    dates,
    today,
    set,
    /** Begins with what is shown now. */
    setRange: (next: Range) =>
      set(
        next === "custom"
          ? { range: next, from: dates.startDate, to: dates.endDate }
          : { range: next, from: null, to: null },
      ),
  };
}

export type UsageParams = ReturnType<typeof useUsageParams>;

/** What cannot be read in an address is the last thirty days; days in the wrong order are exchanged. */
function datesOf(range: Range, from: string | null, to: string | null, today: string) {
  if (range !== "custom") return { startDate: daysBack(today, RANGES[range]), endDate: today };
  const endDate = to && isDay(to) ? to : today;
  const startDate = from && isDay(from) ? from : daysBack(endDate, RANGES["30d"]);
  return startDate <= endDate ? { startDate, endDate } : { startDate: endDate, endDate: startDate };
}

function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
