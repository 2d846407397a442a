import { StatusDot } from "@/components/ui/badge.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Loading, Skeleton } from "@/components/ui/states.tsx";
import { useCronJobs } from "@/hooks/use-cron.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import type { CronJob } from "@/server/protocol/cron.ts";

const SHOWN = 4;

/** Which jobs come next. Not there where nothing is scheduled, or where the gateway has no schedule. */
export function CronNext() {
  const { current } = useGateways();
  return current?.methods?.includes("cron.list") ? <NextJobs /> : null;
}

function NextJobs() {
  const { jobs, isLoading, error } = useCronJobs();
  const next = jobs
    .filter(({ enabled, state }) => state.runningAtMs !== undefined || (enabled && state.nextRunAtMs !== undefined))
    .sort((a, b) => timeOf(a) - timeOf(b));
  if (!isLoading && next.length === 0) return null;
  if (error && jobs.length === 0) return null;
  return (
    <Section
      title="Scheduled next"
      actions={
        <Link href="/cron" className="rounded-sm text-accent-text text-xs">
          {next.length > SHOWN ? `${next.length - SHOWN} more in Cron` : "Open Cron"}
        </Link>
      }
    >
      {isLoading ? (
        <Loading label="Loading the schedule" className="p-3">
          <Skeleton className="h-9" />
        </Loading>
      ) : (
        <ul className="divide-y">
          {next.slice(0, SHOWN).map((job) => (
            <NextJob key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function NextJob({ job: { id, name, state } }: { job: CronJob }) {
  const isRunning = state.runningAtMs !== undefined;
  const failed = state.lastRunStatus === "error";
  return (
    <li className="flex min-h-10 items-center gap-3 px-3 py-1.5 text-sm">
      <StatusDot
        tone={isRunning ? "accent" : failed ? "bad" : "good"}
        live={isRunning}
        label={isRunning ? "Running" : failed ? "Failed last" : "On"}
      />
      <Link
        href={`/cron/${encodeURIComponent(id)}`}
        className="min-w-0 flex-1 truncate rounded-sm underline-offset-2 hover:underline"
      >
        {name}
      </Link>
      {isRunning ? (
        <span className="shrink-0 text-accent-text text-xs">Runs now</span>
      ) : (
        state.nextRunAtMs !== undefined && (
          <RelativeTime time={state.nextRunAtMs} className="shrink-0 text-muted text-xs" />
        )
      )}
    </li>
  );
}

/** What runs stands before what is to come. */
function timeOf({ state }: CronJob): number {
  return state.runningAtMs === undefined ? (state.nextRunAtMs ?? Number.POSITIVE_INFINITY) : 0;
}
