import type { ReactNode } from "react";
import { countOfAnswers } from "@/components/fleet/count-of-answers.ts";
import { cn } from "@/components/ui/cn.ts";
import { compactNumber, money } from "@/components/ui/format.ts";
import { Sparkline } from "@/components/ui/sparkline.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import type { FleetRuns } from "@/hooks/use-fleet-runs.ts";
import type { FleetSource } from "@/hooks/use-fleet-snapshot.ts";
import { useFleetUsage } from "@/hooks/use-fleet-usage.ts";
import { countsOf } from "./attention.ts";
import { costDays, sumOfDays } from "./cost-days.ts";
import type { Attention } from "./use-attention.ts";

const DAYS = 7;

/** The three questions in a number each, and what today cost. */
export function Tiles({ running: now, attention }: { running: FleetRuns; attention: Attention }) {
  const { runs, sources, isLoading: isLoadingRuns } = now;
  const { items, isLoading } = attention;
  const running = runs.filter(({ run }) => run.state === "running").length;
  const queued = runs.length - running;
  const limit = sources.reduce((sum, { data }) => sum + (data?.runs.limit ?? Number.NaN), 0);
  const failing = items.filter(({ kind }) => kind === "failing").length;
  const waiting = items.length - failing;

  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        name="Running"
        value={isLoadingRuns ? undefined : running}
        note={isLoadingRuns ? undefined : queued > 0 ? `${queued} queued` : placesNote(sources, limit)}
        className={running > 0 ? "text-accent-text" : undefined}
      />
      <Tile
        name="Failing"
        value={isLoading ? undefined : failing}
        note={isLoading ? undefined : failing > 0 ? countsOf(items, "failing") : "nothing in the last day"}
        className={failing > 0 ? "text-bad" : undefined}
      />
      <Tile
        name="Waiting for you"
        value={isLoading ? undefined : waiting}
        note={isLoading ? undefined : waiting > 0 ? countsOf(items, "waiting") : "all read"}
        className={waiting > 0 ? "text-warn" : undefined}
      />
      <CostTile />
    </dl>
  );
}

function CostTile() {
  const { usages, isCounting, isLoading } = useFleetUsage({ days: DAYS });
  const days = usages.length > 0 && sumOfDays(usages.map(({ daily, updatedAt }) => costDays(daily, DAYS, updatedAt)));
  const today = days ? days.at(-1) : undefined;
  const isUnknown = today ? isCounting && today.tokens === 0 : !isLoading;
  const note = isUnknown ? (today ? "still counting" : "not known") : today && noteOf(today);
  return (
    <Tile name="Cost today" value={isUnknown ? "–" : today && money(today.cost)} note={note}>
      {days && (
        <Sparkline
          className="h-8 w-full max-w-28 max-sm:hidden"
          values={days.map(({ cost, tokens }) => cost || tokens / 1e6)}
          label={`Cost of the last ${DAYS} days: ${days.map(({ cost }) => money(cost)).join(", ")}`}
        />
      )}
    </Tile>
  );
}

/** How many may run at once, where every gateway says so; else on how many gateways they are. */
function placesNote(sources: readonly FleetSource<unknown>[], limit: number): string | undefined {
  if (sources.length > 1) return `on ${countOfAnswers(sources)}`;
  return limit > 0 ? `of ${limit} at once` : undefined;
}

function noteOf({ tokens, unpriced }: { tokens: number; unpriced: number }): string {
  const used = `${compactNumber(tokens)} tokens`;
  return unpriced > 0 ? `${used}, ${unpriced} unpriced` : used;
}

function Tile({
  name,
  value,
  note,
  className,
  children,
}: {
  name: string;
  value: ReactNode;
  note: string | undefined;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div className="rounded-lg border bg-surface px-3 py-2.5">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="flex items-end justify-between gap-3">
        <span className="min-w-0">
          <span className={cn("block h-8 font-semibold text-2xl leading-8", className)}>
            {value ?? <Skeleton className="h-7 w-10" />}
          </span>
          <span className="block h-4 truncate text-muted text-xs">{note}</span>
        </span>
        {children}
      </dd>
    </div>
  );
}
