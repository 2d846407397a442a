import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";
import { compactNumber, money } from "@/components/ui/format.ts";
import { Sparkline } from "@/components/ui/sparkline.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useStatus } from "@/hooks/use-status.ts";
import { useUsage } from "@/hooks/use-usage.ts";
import { costDays } from "./cost-days.ts";
import { useAttention } from "./use-attention.ts";

const DAYS = 7;

/** The three questions in a number each, and what today cost. */
export function Tiles() {
  const { status, activeRuns } = useStatus();
  const { items, isLoading } = useAttention();
  const running = activeRuns.filter(({ state }) => state === "running").length;
  const queued = activeRuns.length - running;
  const failing = items.filter(({ kind }) => kind === "failing").length;
  const waiting = items.length - failing;

  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        name="Running"
        value={status && running}
        note={queued > 0 ? `${queued} queued` : status?.runs.limit ? `of ${status.runs.limit} at once` : undefined}
        className={running > 0 ? "text-accent-text" : undefined}
      />
      <Tile
        name="Failing"
        value={isLoading ? undefined : failing}
        note={failing > 0 ? "see below" : "nothing in the last day"}
        className={failing > 0 ? "text-bad" : undefined}
      />
      <Tile
        name="Waiting for you"
        value={isLoading ? undefined : waiting}
        note={waiting > 0 ? "see below" : "all read"}
        className={waiting > 0 ? "text-warn" : undefined}
      />
      <CostTile />
    </dl>
  );
}

function CostTile() {
  const { usage, isCounting, error } = useUsage({ days: DAYS });
  const days = usage && costDays(usage.daily, DAYS, usage.updatedAt);
  const today = days?.at(-1);
  const isUnknown = usage ? isCounting && today?.tokens === 0 : error !== undefined;
  const note = isUnknown ? (usage ? "still counting" : "not known") : today && noteOf(today);
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
