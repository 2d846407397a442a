import { ago, bytes, code, count, span, table } from "../markdown.ts";
import type { Skill, SkillContext, Way } from "../skill.ts";
import { answered, fields, number, oneCall, type Result, rows, text } from "./answer.ts";
import { sessionTable } from "./sessions.ts";

const STATUS_CALL = { tool: "gateway_status", args: {} };

const STATUS =
  /^(?:(?:show|get|check|see|give|what(?:'s| is)|how(?:'s| is))\s+)?(?:me\s+)?(?:the\s+|your\s+|current\s+)*(?:gateway|system|server|hub)?(?:'s)?\s*(?:status|health|uptime|state|version|memory(?: use| usage)?|load)(?:\s+(?:of|on)\b.*)?$/i;
const RUNNING =
  /^(?:show|list|see|get|what(?:'s| is| are)?|which|are there|is there|any|is|how many)?\s*(?:me\s+)?(?:the\s+|anything\s+|something\s+|any\s+|sessions?\s+(?:are\s+)?|runs?\s+(?:are\s+)?|agents?\s+(?:are\s+)?)*(?:currently\s+|still\s+)?(?:running|going on|happening|active runs?|runs|queued|busy|up)\b(?:\s+(?:right now|now|here|there|today))?$|^(?:which|what) (?:runs|sessions|agents) are (?:active|busy|running|queued)$/i;
const WELL =
  /^(?:how are (?:you|things|we)(?: doing)?|how(?:'s| is) it going|is (?:everything|all|it|the gateway|the server) (?:ok|okay|fine|alright|all right|well|healthy|working|up)|are you (?:ok|there|alive|up|running)|ping|whoami)$/i;
const OVERVIEW =
  /^(?:(?:show|give|get|make|write)\s+)?(?:me\s+)?(?:an?\s+|the\s+)?(?:quick\s+|short\s+|full\s+)?(?:overview|summary|report|dashboard|briefing)(?:\s+of\b.*)?$|^(?:summari[sz]e|how is everything|what(?:'s| is) new|what happened)\b/i;

export const status: Skill = {
  help: { say: "status", does: "say how the gateway is and what is running" },
  understand: (words) =>
    STATUS.test(words) || RUNNING.test(words) || WELL.test(words)
      ? {
          thought: "I'll ask the gateway how it is and what is running.",
          way: (context) => oneCall(STATUS_CALL, (result) => statusText(result, context)),
        }
      : undefined,
};

export const overview: Skill = {
  help: { say: "overview", does: "put status, newest sessions and last errors together" },
  understand: (words) =>
    OVERVIEW.test(words)
      ? { thought: "For an overview I look at three things at once: status, sessions, errors.", way: overviewWay }
      : undefined,
};

function* overviewWay(context: SkillContext): Way {
  const [now, sessions, errors] = yield [
    STATUS_CALL,
    { tool: "sessions_list", args: { limit: 5 } },
    { tool: "logs_search", args: { levels: ["error", "fatal"], limit: 5 } },
  ];
  return [
    answered(now, (result) => statusText(result, context)),
    "### Newest sessions",
    answered(sessions, (result) => sessionTable(rows(result.sessions), context.now) || "There are none yet."),
    "### Last errors",
    answered(errors, (result) => {
      const lines = rows(result.lines).map((line) => [ago(number(line.time), context.now), line.source, line.msg]);
      return lines.length > 0 ? table(["when", "source", "message"], lines) : "None.";
    }),
  ].join("\n\n");
}

function statusText(result: Result, { now }: SkillContext): string {
  const model = fields(result.model);
  const memory = fields(result.memory);
  const eventLoop = fields(result.eventLoop);
  const runs = fields(result.runs);
  // The run that asks is no news to the one who asks.
  const active = rows(runs.active);
  const facts = [
    ["model", `${code(text(model.primary))}${model.configured === false ? " (no LLM configured)" : ""}`],
    ["up for", span(number(result.uptimeMs))],
    ["sessions", number(result.sessions).toLocaleString("en-US")],
    ["runs", `${active.length} of ${number(runs.limit)} slots, ${number(runs.queued)} queued`],
    ["memory", `${bytes(number(memory.rssBytes))} resident, ${bytes(number(memory.heapUsedBytes))} heap`],
    ["version", text(result.version)],
  ];
  const verdict = eventLoop.degraded
    ? `**The gateway is slow:** its event loop lags by ${Math.round(number(eventLoop.delayP99Ms))} ms (p99).`
    : "**The gateway is well.**";
  const running = active.map((run) => [
    code(text(run.sessionKey)),
    run.agentId,
    run.state,
    run.model,
    ago(number(run.startedAt), now),
  ]);
  return [
    `${verdict} ${count(active.length, "run")} going on, this one included.`,
    table(["what", "now"], facts),
    ...(running.length > 0 ? [table(["session", "agent", "state", "model", "since"], running)] : []),
  ].join("\n\n");
}
