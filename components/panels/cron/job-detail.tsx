import { CalendarClock } from "lucide-react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { Page } from "@/components/ui/page.tsx";
import { PageWithout } from "@/components/ui/page-without.tsx";
import { Trail } from "@/components/ui/trail.tsx";
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

  if (!job) {
    const read = { isLoading, error, onRetry: refresh };
    return (
      <PageWithout
        list="Cron"
        href="/cron"
        noun="job"
        icon={CalendarClock}
        missing="There is no such job any more"
        {...read}
        below={
          <div className="max-w-3xl p-4">
            <JobHistory id={id} />
          </div>
        }
      >
        It was deleted, or it ran its one time. What it did is kept.
      </PageWithout>
    );
  }
  const { tone, label, live } = jobLook(job);
  return (
    <Page
      title={
        <Trail href="/cron" list="Cron">
          <span className="truncate">{job.name}</span>
        </Trail>
      }
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
