import type { AgentRecord } from "../../store/contract.ts";
import type { ToldSkill } from "./skills.ts";
import { readSlice } from "./tools/workspace-files.ts";

/** Files of the workspace that make an agent who it is, in the order in which it reads them. */
const FILES = ["AGENTS.md", "SOUL.md", "IDENTITY.md", "USER.md", "TOOLS.md", "MEMORY.md"] as const;
/** Most characters of one file, and of all. */
const FILE_LIMIT = 12_000;
const TOTAL_LIMIT = 40_000;

/**
 * The system prompt: who the agent is, what day it is, its files, and the skills that it can read. Missing and
 * unreadable files are passed over.
 */
export async function instructionsFor(
  agent: AgentRecord,
  workspace: string,
  now: number,
  skills: readonly ToldSkill[] = [],
): Promise<string> {
  const texts = await Promise.all(FILES.map((name) => contentOf(workspace, name)));
  const sections: string[] = [];
  let left = TOTAL_LIMIT;
  for (const [index, text] of texts.entries()) {
    if (!text || left <= 0) continue;
    const limit = Math.min(FILE_LIMIT, left);
    const shown = text.length > limit ? `${text.slice(0, limit)}\n[truncated: read the file for the rest]` : text;
    left -= shown.length;
    sections.push(`# ${FILES[index]}\n\n${shown}`);
  }
  return [preamble(agent, now), ...sections, ...skillSection(skills)].join("\n\n");
}

function preamble(agent: AgentRecord, now: number): string {
  const date = new Date(now);
  const day = date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return [
    `You are ${agent.name}, an agent that a person talks to through Mission Control.`,
    `Today is ${day} (${date.toISOString().slice(0, 10)}), time zone ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`,
    "Your tools tell you about this gateway, its sessions, transcripts and logs, and reach the files of your workspace. Look things up instead of guessing. Answer in Markdown, briefly.",
  ].join("\n");
}

function skillSection(skills: readonly ToldSkill[]): string[] {
  if (skills.length === 0) return [];
  const lines = skills.map(({ key, description }) => `- ${key}: ${description}`);
  return [
    `# Skills\n\nWhen one of these fits the task, read it with skill_read before you begin.\n\n${lines.join("\n")}`,
  ];
}

async function contentOf(workspace: string, name: string): Promise<string> {
  try {
    return (await readSlice(workspace, name, 0)).text.trim();
  } catch {
    return "";
  }
}
