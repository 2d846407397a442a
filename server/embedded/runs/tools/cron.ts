import { Type } from "typebox";
import type { CronJob } from "../../../protocol/cron.ts";
import { scheduleWords } from "../../../protocol/cron-schedule.ts";
import { RpcError } from "../../../protocol/errors.ts";
import { closed } from "../../../protocol/schema/common.ts";
import type { ToolHost } from "../contract.ts";
import { fitting } from "./bound.ts";
import { callHost } from "./rpc.ts";
import { defineTool } from "./tool.ts";

export const cronList = defineTool({
  name: "cron_list",
  label: "List scheduled jobs",
  description:
    "Lists the jobs that run by themselves: name, schedule in words, next and last run. Paused ones are among them.",
  parameters: Type.Object({}, closed),
  async run(_args, { host }) {
    const { jobs, total, hasMore } = await callHost(host, "cron.list", { includeDisabled: true });
    const { items, truncated } = fitting(jobs.map(summary));
    return { total, jobs: items, truncated: truncated || hasMore };
  },
});

export const cronRun = defineTool({
  name: "cron_run",
  label: "Run a scheduled job",
  description: "Runs a scheduled job now, without waiting for its end. `job` is its id or its name, see cron_list.",
  parameters: Type.Object({ job: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  async run({ job: wanted }, { host }) {
    const job = await jobNamed(host, wanted);
    const result = await callHost(host, "cron.run", { id: job.id });
    return { job: job.name, id: job.id, sessionKey: sessionKeyOf(job), ...result };
  },
});

/** The job of that id or name; a part of a name is enough where it is the only one. */
async function jobNamed(host: ToolHost, wanted: string): Promise<CronJob> {
  const { jobs } = await callHost(host, "cron.list", { includeDisabled: true });
  const words = wanted.trim().toLowerCase();
  const exact = jobs.filter(({ id, name }) => id === wanted || name.toLowerCase() === words);
  const found = exact.length > 0 ? exact : jobs.filter(({ name }) => name.toLowerCase().includes(words));
  const [job, ...others] = found;
  if (!job) {
    const others = jobs.length > 0 ? `, but ${named(jobs)}.` : ", and no other: jobs are made in the Cron panel.";
    throw new RpcError("NOT_FOUND", `There is no job "${wanted}"${others}`);
  }
  if (others.length > 0) {
    throw new RpcError("INVALID_REQUEST", `Several jobs are called like that. Say which one: ${named(found)}.`);
  }
  return job;
}

function named(jobs: readonly CronJob[]): string {
  return jobs
    .slice(0, 10)
    .map(({ name }) => name)
    .join(", ");
}

function summary({ id, name, agentId, enabled, schedule, state }: CronJob) {
  return {
    id,
    name,
    agentId,
    enabled,
    when: scheduleWords(schedule),
    timeZone: schedule.kind === "cron" ? schedule.tz : undefined,
    nextRunAtMs: state.nextRunAtMs,
    running: state.runningAtMs !== undefined,
    lastRunAtMs: state.lastRunAtMs,
    lastRunStatus: state.lastRunStatus,
    lastError: state.lastError,
  };
}

function sessionKeyOf({ id, agentId = "main", sessionTarget }: CronJob): string | undefined {
  if (sessionTarget === "isolated") return `cron:${id}`;
  return sessionTarget === "main" ? `agent:${agentId}:main` : undefined;
}
