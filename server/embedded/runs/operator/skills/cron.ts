import { ago, code, count, span, table } from "../markdown.ts";
import type { Skill, SkillContext } from "../skill.ts";
import { number, oneCall, type Result, rows, text } from "./answer.ts";

const JOB = "(?:cron(?:\\s?jobs?)?|scheduled\\s+jobs?|schedules?|jobs?)";
const RUN = new RegExp(
  `^(?:run|start|trigger|fire|execute|launch)\\s+(?:the\\s+|my\\s+)?${JOB}\\s+(?:called\\s+|named\\s+)?(?<job>.+)$`,
  "i",
);
const RUN_AFTER = new RegExp(
  `^(?:run|start|trigger|fire|execute|launch)\\s+(?:the\\s+|my\\s+)?(?<job>.+?)\\s+${JOB}$`,
  "i",
);
const LIST = new RegExp(
  `^(?:(?:list|show|see|get|which|what|are there)\\s+)*(?:me\\s+)?(?:(?:the|my|all|any)\\s+)*${JOB}(?:\\s+(?:are there|do (?:i|we) have))?$`,
  "i",
);

export const cron: Skill = {
  help: { say: "run cron backup", does: "run a scheduled job now" },
  understand(words) {
    const job = (RUN.exec(words) ?? RUN_AFTER.exec(words))?.groups?.job;
    if (job) {
      const name = job.replace(/^["'“”`«]+|["'“”`»]+$/g, "");
      return {
        thought: `I'll run the job ${name}.`,
        way: () => oneCall({ tool: "cron_run", args: { job: name } }, started),
      };
    }
    if (!LIST.test(words)) return undefined;
    return {
      thought: "I'll list the jobs.",
      way: (context) => oneCall({ tool: "cron_list", args: {} }, (result) => jobTable(result, context)),
    };
  },
};

function started(result: Result): string {
  const name = `**${text(result.job)}**`;
  if (result.enqueued !== true) return `${name} was not started: it is ${text(result.reason).replace("-", " ")}.`;
  const where = result.sessionKey ? ` What it does stands in ${code(text(result.sessionKey))}.` : "";
  return `Started ${name}.${where}`;
}

function jobTable(result: Result, { now }: SkillContext): string {
  const jobs = rows(result.jobs);
  if (jobs.length === 0) return "There are no scheduled jobs yet. They are made in the Cron panel.";
  const lines = jobs.map((job) => [
    job.name,
    [job.when, job.timeZone].filter(Boolean).join(", "),
    job.enabled === false
      ? "paused"
      : job.running
        ? "runs now"
        : job.nextRunAtMs
          ? nextIn(number(job.nextRunAtMs), now)
          : "",
    job.lastRunAtMs ? `${text(job.lastRunStatus)}, ${ago(number(job.lastRunAtMs), now)}` : "never",
  ]);
  const more = result.truncated ? "\n\nThere are more of them." : "";
  return `${count(jobs.length, "scheduled job")}:\n\n${table(["job", "when", "next", "last"], lines)}${more}`;
}

function nextIn(time: number, now: number): string {
  return time <= now ? "now" : `in ${span(time - now)}`;
}
