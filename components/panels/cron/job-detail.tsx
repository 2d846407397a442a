import { CalendarClock } from "lucide-react";
import type { ReactNode } from "react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { useCronJobs } from "@/hooks/use-cron.ts";
import { JobAbout } from "./job-about.tsx";
import { JobActions } from "./job-actions.tsx";
import { jobLook } from "./job-facts.ts";
import { JobHistory } from "./job-history.tsx";
import { JobTimes } from "./job-times.tsx";

/** One job: when it runs, what it does, what it did. A job that is gone still has its history. */
export function JobDetail({ id }: { id: string }) {
  const { jobs, isLoading, error, refresh } = useCronJobs();
  const { isReady } = useConnection();
  const job = jobs.find((each) => each.id === id);

  if (!job) return <WithoutJob id={id} isLoading={isLoading} error={error} onRetry={refresh} />;
  const { tone, label, live } = jobLook(job);
  return (
    <Page
      title={<Trail>{job.name}</Trail>}
      meta={
        <span className="flex items-center gap-2">
          <StatusDot tone={tone} live={live && isReady} />
          <span role="status">{label}</span>
        </span>
      }
      actions={<JobActions job={job} wide />}
    >
      <div className="grid max-w-6xl grid-cols-1 items-start gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
        <div className="grid grid-cols-1 gap-4">
          <JobTimes job={job} />
          <JobAbout job={job} />
        </div>
        <JobHistory id={id} runningSince={job.state.runningAtMs} />
      </div>
    </Page>
  );
}

function Trail({ children }: { children: ReactNode }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link href="/cron" className="rounded-sm font-normal text-muted hover:text-text">
        Cron
      </Link>
      <span aria-hidden className="text-faint">
        /
      </span>
      <span className="truncate">{children}</span>
    </span>
  );
}

function WithoutJob({
  id,
  isLoading,
  error,
  onRetry,
}: {
  id: string;
  isLoading: boolean;
  error: Error | undefined;
  onRetry: () => void;
}) {
  if (error) {
    return (
      <Page title="Cron">
        <ErrorState error={error} title="The job could not be read" onRetry={onRetry} />
      </Page>
    );
  }
  if (isLoading) {
    return (
      <Page title="Cron">
        <div role="status" aria-label="Loading the job" className="grid max-w-6xl gap-4 p-4 lg:grid-cols-2">
          <Skeleton className="h-40" />
          <Skeleton className="h-64" />
        </div>
      </Page>
    );
  }
  return (
    <Page title={<Trail>A job that is gone</Trail>}>
      <EmptyState
        icon={CalendarClock}
        title="There is no such job any more"
        action={
          <Button asChild>
            <Link href="/cron">All jobs</Link>
          </Button>
        }
      >
        It was deleted, or it ran its one time. What it did is kept.
      </EmptyState>
      <div className="max-w-3xl p-4">
        <JobHistory id={id} />
      </div>
    </Page>
  );
}
