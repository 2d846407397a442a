import type { ToolSet } from "ai";
import type { ToolsCatalogResult } from "../../../protocol/agents.ts";
import { askUser } from "./ask-user.ts";
import { cronList, cronRun } from "./cron.ts";
import { exec } from "./exec.ts";
import { agentsList, gatewayStatus } from "./gateway.ts";
import { logsSearch } from "./logs.ts";
import { sessionsList, sessionTranscript, transcriptsSearch } from "./sessions.ts";
import { skillRead } from "./skills.ts";
import type { AgentTool, RunToolContext } from "./tool.ts";
import { workspaceList, workspaceRead, workspaceWrite } from "./workspace.ts";

interface ToolGroup {
  id: string;
  label: string;
  tools: readonly AgentTool[];
}

/** Every tool there is. A new family is one file and one line here. */
const GROUPS: readonly ToolGroup[] = [
  { id: "gateway", label: "Gateway", tools: [gatewayStatus, agentsList, logsSearch] },
  { id: "sessions", label: "Sessions", tools: [sessionsList, sessionTranscript, transcriptsSearch] },
  { id: "cron", label: "Cron", tools: [cronList, cronRun] },
  { id: "workspace", label: "Workspace", tools: [workspaceList, workspaceRead, workspaceWrite] },
  { id: "shell", label: "Shell", tools: [exec] },
  { id: "people", label: "People", tools: [askUser] },
  { id: "skills", label: "Skills", tools: [skillRead] },
];

/** The tools of one run, by name. */
export function bindTools(context: RunToolContext): ToolSet {
  const tools = GROUPS.flatMap((group) => group.tools);
  return Object.fromEntries(tools.map((tool) => [tool.name, tool.bind(context)]));
}

/** The tools as a catalog shows them: all of them are the gateway's own, and every agent has all. */
export function toolCatalog(agentId: string): ToolsCatalogResult {
  return {
    agentId,
    profiles: [{ id: "full", label: "Full" }],
    groups: GROUPS.map(({ id, label, tools }) => ({
      id,
      label,
      source: "core",
      tools: tools.map(({ name, label, description, parameters }) => ({
        id: name,
        label,
        description,
        source: "core",
        defaultProfiles: ["full"],
        parameters,
      })),
    })),
  };
}
