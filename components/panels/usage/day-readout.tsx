import { cn } from "@/components/ui/cn.ts";
import { compactNumber, money } from "@/components/ui/format.ts";
import { timeFormat } from "@/components/ui/locale.ts";
import { seriesColor } from "./series-colors.ts";
import type { Measure } from "./usage-view.ts";

const dayFormat = timeFormat({ dateStyle: "full", timeZone: "UTC" });

/** One day in words, with the legend of the chart. */
export function DayReadout({
  day,
  names,
  values,
  measure,
}: {
  day: string | undefined;
  names: readonly string[];
  values: readonly number[];
  measure: Measure;
}) {
  const total = values.reduce((sum, value) => sum + value, 0);
  return (
    <div className="grid gap-1.5">
      <p aria-live="polite" className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold tabular-nums">{shown(total, measure)}</span>
        <span className="text-muted text-sm">{day && dayFormat.format(Date.parse(`${day}T00:00:00Z`))}</span>
      </p>
      <ul aria-label="Models of the chart" className="flex flex-wrap gap-x-4 gap-y-0.5 text-muted text-xs">
        {names.map((name, index) => (
          <li key={name} className="flex min-w-0 items-center gap-1.5">
            <span aria-hidden className={cn("size-2 shrink-0 rounded-sm", seriesColor(index).className)} />
            <span className="truncate">{name}</span>
            <span className="tabular-nums">{shown(values[index] ?? 0, measure)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function shown(value: number, measure: Measure): string {
  return measure === "cost" ? money(value) : `${compactNumber(value)} tokens`;
}
