import { CalendarClock, Plus } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { useCronJobs } from "@/hooks/use-cron.ts";
import { useMay } from "@/hooks/use-may.ts";
import { jobHref } from "./cron-route.ts";
import { JobHistory } from "./job-history.tsx";
import { JobRow } from "./job-row.tsx";
import { JobToolbar } from "./job-toolbar.tsx";
import { useJobFilter } from "./use-job-filter.ts";

const JobForm = lazy(() => import("./job-form.tsx"));

const VIEWS = ["jobs", "runs"] as const;
const LABELS: Record<(typeof VIEWS)[number], string> = { jobs: "Jobs", runs: "Runs" };

/** All jobs, the next to run first; or what all of them did. */
export function JobList() {
  const { jobs, total } = useCronJobs();
  const mayEdit = useMay("operator.admin");
  const [adding, setAdding] = useState(false);
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("jobs"));
  const paused = jobs.filter(({ enabled }) => !enabled).length;

  return (
    <Page
      title="Cron"
      meta={total > 0 && (paused > 0 ? `${total}, of them ${paused} paused` : total)}
      actions={
        <>
          {(jobs.length > 0 || view === "runs") && (
            <Segmented
              label="View"
              value={view}
              onValueChange={setView}
              choices={VIEWS.map((value) => ({ value, label: LABELS[value] }))}
            />
          )}
          {mayEdit && (
            <Button variant="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden /> New job
            </Button>
          )}
        </>
      }
      className="flex flex-col"
    >
      {view === "runs" ? (
        <div className="p-4">
          <JobHistory />
        </div>
      ) : (
        <JobRows onAdd={mayEdit ? () => setAdding(true) : undefined} />
      )}
      {adding && (
        <Suspense>
          <JobForm onClose={() => setAdding(false)} onAdded={(id) => navigate(jobHref(id))} />
        </Suspense>
      )}
    </Page>
  );
}

function JobRows({ onAdd }: { onAdd: (() => void) | undefined }) {
  const { jobs, total, isLoading, error, refresh } = useCronJobs();
  const filter = useJobFilter(jobs);

  if (jobs.length > 0) {
    return (
      <>
        <JobToolbar filter={filter} />
        <ul aria-label="Jobs">
          {filter.found.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
        {filter.found.length === 0 && (
          <EmptyState
            icon={CalendarClock}
            title="No job is like that"
            action={<Button onClick={filter.clear}>Show all jobs</Button>}
          />
        )}
        {total > jobs.length && (
          <p className="px-4 py-3 text-muted text-sm">
            The first {jobs.length} of {total} jobs are shown.
          </p>
        )}
      </>
    );
  }
  if (error) return <ErrorState error={error} title="The jobs could not be read" onRetry={refresh} />;
  if (isLoading) return <ListSkeleton />;
  return (
    <EmptyState
      icon={CalendarClock}
      title="Nothing is scheduled"
      action={onAdd && <Button onClick={onAdd}>Schedule the first job</Button>}
    >
      {onAdd
        ? "A job tells an agent to do something at its time: a report each morning, a check each hour, a reminder once."
        : "Jobs are added by an admin of this Mission Control."}
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <Loading label="Loading the jobs">
      {["w-40", "w-56", "w-48"].map((width) => (
        <div key={width} className="flex h-14 items-center gap-3 border-b px-4">
          <Skeleton className="size-2" />
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </Loading>
  );
}
