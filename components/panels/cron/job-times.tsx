import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { CronJob } from "@/server/protocol/cron.ts";
import { nextTimes, scheduleText } from "./job-facts.ts";
import { TimeList } from "./time-list.tsx";

const SHOWN = 3;

/** When a job runs, in plain words and as times. */
export function JobTimes({ job }: { job: CronJob }) {
  const { words, zone } = scheduleText(job);
  const times = nextTimes(job, SHOWN);
  const { schedule, state } = job;
  return (
    <Section title="Schedule">
      <div className="grid gap-1 border-b px-3 py-2.5">
        <p className="font-medium">{words}</p>
        <p className="flex flex-wrap gap-x-3 text-muted text-xs">
          {schedule.kind === "cron" && <code className="font-mono">{schedule.expr}</code>}
          {zone && <span>{zone}</span>}
        </p>
      </div>
      {times.length > 0 ? (
        <TimeList times={times} zone={schedule.kind === "cron" ? schedule.tz : undefined} label="Next runs" />
      ) : (
        <p className="px-3 py-2.5 text-muted text-sm">
          {job.enabled ? "It does not run again." : "Paused: it runs at no time until it is resumed."}
        </p>
      )}
      {state.lastRunAtMs !== undefined && (
        <p className="border-t px-3 py-2.5 text-muted text-sm">
          Ran last <RelativeTime time={state.lastRunAtMs} />
          {state.lastRunStatus === "error" && <span className="text-bad"> and failed</span>}
          {(state.consecutiveErrors ?? 0) > 1 && `, ${state.consecutiveErrors} times in a row`}.
        </p>
      )}
    </Section>
  );
}
