import { StatusDot } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import type { CronJob } from "@/server/protocol/cron.ts";
import { jobHref } from "./cron-route.ts";
import { JobActions } from "./job-actions.tsx";
import { jobLook, scheduleText } from "./job-facts.ts";

/** One job: when it runs, when next, how it went last. The whole row leads to it. */
export function JobRow({ job }: { job: CronJob }) {
  const { byId } = useAgents();
  const { isReady } = useConnection();
  const { tone, label, live } = jobLook(job);
  const { words, zone } = scheduleText(job);
  const agent = job.agentId ? (byId(job.agentId)?.name ?? job.agentId) : "Default agent";
  return (
    <li className="relative grid min-h-14 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b px-4 py-2 text-sm transition-colors hover:bg-hover md:grid-cols-[auto_minmax(0,1fr)_10rem_6rem_8rem_auto]">
      <StatusDot tone={tone} live={live && isReady} label={label} />
      <div className="min-w-0">
        <p className="truncate">
          <Link
            href={jobHref(job.id)}
            className={cn(
              "font-medium text-base after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2",
              !job.enabled && "text-muted",
            )}
          >
            {job.name}
          </Link>
        </p>
        <p className="truncate text-muted text-xs">
          {words}
          {zone && <span className="text-faint"> · {zone}</span>}
        </p>
        <p className="truncate text-muted text-xs md:hidden">
          <NextRun job={job} /> · <LastRun job={job} />
        </p>
      </div>
      <span className="hidden truncate text-muted text-xs md:block">{agent}</span>
      <span className="hidden text-muted text-xs md:block">
        <NextRun job={job} />
      </span>
      <span className="hidden truncate text-muted text-xs md:block">
        <LastRun job={job} />
      </span>
      <span className="relative z-10">
        <JobActions job={job} />
      </span>
    </li>
  );
}

function NextRun({ job: { enabled, state } }: { job: CronJob }) {
  if (state.runningAtMs !== undefined) return <span className="text-accent-text">Runs now</span>;
  if (!enabled) return "Paused";
  return state.nextRunAtMs === undefined ? "Not again" : <RelativeTime time={state.nextRunAtMs} />;
}

function LastRun({ job: { state } }: { job: CronJob }) {
  if (state.lastRunAtMs === undefined) return "Never ran";
  return (
    <span className={state.lastRunStatus === "error" ? "text-bad" : undefined} title={state.lastError}>
      {LAST[state.lastRunStatus ?? "ok"]}, <RelativeTime time={state.lastRunAtMs} />
    </span>
  );
}

const LAST = { ok: "OK", error: "Failed", skipped: "Skipped" } as const;
