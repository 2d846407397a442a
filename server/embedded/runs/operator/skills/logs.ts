import { count, fenced } from "../markdown.ts";
import type { Skill } from "../skill.ts";
import { number, oneCall, type Result, rows, text } from "./answer.ts";

const LOGS = "(?:(?:the|all|my|our|recent|latest|last|gateway|server|system)\\s+)*(?:logs?|log file|log lines)";
const SEARCHES = [
  new RegExp(
    `^(?:search|grep|look|scan|check|filter|query|find)\\s+(?:in\\s+|through\\s+|at\\s+)?${LOGS}\\s+(?:for|about|with|by|:)?\\s*(?<query>.+)$`,
    "i",
  ),
  new RegExp(
    `^(?:find|search|look|grep|show)\\s+(?:me\\s+)?(?:for\\s+)?(?<query>.+?)\\s+(?:in|from|through)\\s+${LOGS}$`,
    "i",
  ),
  new RegExp(
    `^(?:show\\s+(?:me\\s+)?|get\\s+)?${LOGS}\\s+(?:for|about|with|of|matching|containing)\\s+(?<query>.+)$`,
    "i",
  ),
];
const NEWEST = new RegExp(
  `^(?:(?:show|get|see|tail|read|view|list|open|display|check|what(?:'s| is) in)\\s+)?(?:me\\s+)?${LOGS}$`,
  "i",
);
const PROBLEMS =
  /^(?:(?:show|list|get|see|find|search|check|are there|were there|is there|any|what|which|look|give)\s+)*(?:me\s+)?(?:for\s+)?(?:(?:the|all|any|last|latest|recent|new|newest|some)\s+)*(?<level>errors?|warnings?|problems?|failures?|faults?)\b(?:\s+(?:are there|were there|happened|today|lately|recently|(?:in|from) (?:the )?logs?))*$|^what(?:'s| is|'s gone| has gone| went) wrong$|^what failed$/i;

const WARNINGS = ["warn", "error", "fatal"];
const ERRORS = ["error", "fatal"];

export const logs: Skill = {
  help: { say: "search the logs for timeout", does: "search every kept log line; also `show errors`" },
  understand(words) {
    const asked = filterFor(words);
    if (!asked) return undefined;
    const { about, ...args } = asked;
    return {
      thought: `I'll search the logs for ${about}.`,
      way: () => oneCall({ tool: "logs_search", args: { ...args, limit: 30 } }, (result) => linesText(result, about)),
    };
  },
};

function filterFor(words: string): { query?: string; levels?: string[]; about: string } | undefined {
  const problems = PROBLEMS.exec(words);
  if (problems) {
    const warnings = /^warning/i.test(problems.groups?.level ?? "");
    return { levels: warnings ? WARNINGS : ERRORS, about: warnings ? "warnings and errors" : "errors" };
  }
  const found = SEARCHES.map((pattern) => pattern.exec(words)?.groups?.query).find(Boolean);
  const query = found?.replace(/^["'“”`«]+|["'“”`»]+$/g, "").trim();
  if (query && /^(?:the |all |any )?(?:errors?|problems?|failures?)$/i.test(query))
    return { levels: ERRORS, about: "errors" };
  if (query && /^(?:the |all |any )?warnings?$/i.test(query)) return { levels: WARNINGS, about: "warnings and errors" };
  if (query) return { query, about: `“${query}”` };
  return NEWEST.test(words) ? { about: "the newest lines" } : undefined;
}

function linesText(result: Result, about: string): string {
  const lines = rows(result.lines);
  const searched = `${count(number(result.searched), "line")} searched`;
  if (lines.length === 0) return `Nothing found for ${about} (${searched}).`;
  const shown = lines.map((line) => {
    const time = new Date(number(line.time)).toISOString().slice(0, 19).replace("T", " ");
    return `${time} ${text(line.level).toUpperCase().padEnd(5)} ${text(line.source).padEnd(8)} ${text(line.msg)}`;
  });
  const more = result.truncated ? ", the newest shown" : "";
  return `**${count(lines.length, "line")}** for ${about} (${searched}${more}), times in UTC:\n\n${fenced(shown.join("\n"), "log")}`;
}
