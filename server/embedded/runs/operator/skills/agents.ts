import { code, count, table } from "../markdown.ts";
import type { Skill } from "../skill.ts";
import { oneCall, type Result, rows, text } from "./answer.ts";

const AGENTS =
  /^(?:(?:list|show|get|see|display|which|what|who are|how many|are there|all|my|the|any|give)\s+)*(?:me\s+)?(?:(?:all|my|the|our|your)\s+)*agents?(?:\s+(?:are there|do (?:i|we|you) have|exist|list))?$/i;

export const agents: Skill = {
  help: { say: "list agents", does: "list the agents and their models" },
  understand: (words) =>
    AGENTS.test(words)
      ? { thought: "I'll list the agents.", way: () => oneCall({ tool: "agents_list", args: {} }, agentsText) }
      : undefined,
};

function agentsText(result: Result): string {
  const found = rows(result.agents);
  const lines = found.map((agent) => [
    `${agent.emoji ? `${text(agent.emoji)} ` : ""}${text(agent.name)}${agent.id === result.defaultId ? " (default)" : ""}`,
    code(text(agent.id)),
    code(text(agent.model)),
  ]);
  return `**${count(found.length, "agent")}**:\n\n${table(["agent", "id", "model"], lines)}`;
}
