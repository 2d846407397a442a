import { code, fenced } from "../markdown.ts";
import type { Skill } from "../skill.ts";
import { oneCall } from "./answer.ts";

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
  help: { say: "run cron backup", does: "run a scheduled job now, where the gateway has cron" },
  understand(words) {
    const job = (RUN.exec(words) ?? RUN_AFTER.exec(words))?.groups?.job;
    if (job) {
      const name = job.replace(/^["'“”`«]+|["'“”`»]+$/g, "");
      return {
        thought: `I'll run the job ${name}.`,
        way: () =>
          oneCall({ tool: "cron_run", args: { job: name } }, (result) => `Started ${code(name)}:\n\n${shown(result)}`),
      };
    }
    if (!LIST.test(words)) return undefined;
    return { thought: "I'll list the jobs.", way: () => oneCall({ tool: "cron_list", args: {} }, shown) };
  },
};

function shown(result: unknown): string {
  return fenced(JSON.stringify(result, null, 2), "json");
}
