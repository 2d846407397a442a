import { Input } from "@/components/ui/field.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { MEASURES, type Measure } from "./usage-view.ts";
import { RANGE_NAMES, type Range, type UsageParams } from "./use-usage-params.ts";

const RANGE_LABELS: Record<Range, string> = {
  "1d": "Today",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  custom: "Custom",
};
const MEASURE_LABELS: Record<Measure, string> = { cost: "Cost", tokens: "Tokens" };

/** Which time is looked at, and what is counted. */
export function UsageToolbar({
  params: { range, dates, today, set, setRange },
  measure,
  news,
}: {
  params: UsageParams;
  measure: Measure;
  /** What goes on with the figures just now. */
  news: string | undefined;
}) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-2 border-b px-4 py-1">
      <Segmented
        label="Time"
        value={range}
        onValueChange={setRange}
        choices={RANGE_NAMES.map((value) => ({ value, label: RANGE_LABELS[value] }))}
      />
      {range === "custom" && (
        <span className="flex items-center gap-1.5">
          <Input
            type="date"
            aria-label="First day"
            value={dates.startDate}
            max={dates.endDate}
            className="w-36"
            onChange={(event) => event.target.value && set({ from: event.target.value })}
          />
          <span className="text-muted text-sm">to</span>
          <Input
            type="date"
            aria-label="Last day"
            value={dates.endDate}
            min={dates.startDate}
            max={today}
            className="w-36"
            onChange={(event) => event.target.value && set({ to: event.target.value })}
          />
        </span>
      )}
      <Segmented
        label="What is counted"
        value={measure}
        onValueChange={(value) => set({ measure: value })}
        choices={MEASURES.map((value) => ({ value, label: MEASURE_LABELS[value] }))}
      />
      <span role="status" className="ml-auto text-muted text-xs">
        {news}
      </span>
    </div>
  );
}
