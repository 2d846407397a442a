import { RpcError } from "../protocol/errors.ts";
import { isMemory, MEMORY_FILE, MEMORY_FOLDER } from "../protocol/memory.ts";
import { MemorySearchParams } from "../protocol/schema/memory.ts";
import type { MemoryHit } from "../protocol/workspace.ts";
import { type AgentDirectory, DEFAULT_AGENT_ID } from "./agent-directory.ts";
import { type MethodTable, method } from "./registry.ts";
import { walk } from "./runs/tools/workspace-files.ts";
import { readFolderFile } from "./workspace-folder.ts";

/** Memory files that are searched; the rest are passed over. */
export const SEARCHED_FILES = 500;
const RESULTS = 20;
const DEPTH = 4;
/** Lines of a snippet around the one that fits best. */
const AROUND = 1;
const SNIPPET_LIMIT = 700;

/** `memory.search`, OpenClaw's name and shape, by words: no vectors are made of what an agent remembers. */
export function memoryMethods({ agents }: { agents: AgentDirectory }) {
  return {
    "memory.search": method(
      MemorySearchParams,
      async ({ query, agentId = DEFAULT_AGENT_ID, maxResults = RESULTS, minScore = 0 }) => {
        const workspace = agents.workspaceOf(agents.require(agentId).id);
        const words = wordsOf(query);
        if (words.length === 0) throw new RpcError("INVALID_REQUEST", "The query holds no word: type one.");
        const hits: MemoryHit[] = [];
        for (const path of await memoryFiles(workspace)) hits.push(...(await hitsIn(workspace, path, words)));
        const results = hits.filter(({ score }) => score >= minScore).sort((one, other) => other.score - one.score);
        return { agentId, provider: "none", searchMode: "text", results: results.slice(0, maxResults) };
      },
    ),
  } satisfies MethodTable;
}

/** `MEMORY.md`, then the notes, the newest by name first. */
async function memoryFiles(workspace: string): Promise<string[]> {
  const notes: string[] = [];
  try {
    for await (const { kind, path } of walk(workspace, MEMORY_FOLDER, DEPTH)) {
      if (kind === "file" && isMemory(path)) notes.push(path);
    }
  } catch (error) {
    // No notes yet.
    if (!(error instanceof RpcError)) throw error;
  }
  return [MEMORY_FILE, ...notes.sort().reverse()].slice(0, SEARCHED_FILES);
}

async function hitsIn(workspace: string, path: string, words: readonly string[]): Promise<MemoryHit[]> {
  let content: string;
  try {
    content = (await readFolderFile(workspace, path)).content;
  } catch (error) {
    if (error instanceof RpcError) return [];
    throw error;
  }
  const lines = content.split(/\r?\n/);
  const hits: MemoryHit[] = [];
  let covered = -1;
  for (const [index, line] of lines.entries()) {
    if (index <= covered || countOf(line, words) === 0) continue;
    const from = Math.max(covered + 1, index - AROUND);
    const until = Math.min(lines.length - 1, index + AROUND);
    const snippet = lines.slice(from, until + 1).join("\n");
    covered = until;
    hits.push({
      path,
      startLine: from + 1,
      endLine: until + 1,
      score: countOf(snippet, words) / words.length,
      snippet: snippet.slice(0, SNIPPET_LIMIT),
      source: "memory",
    });
  }
  return hits;
}

/** Of the words, how many stand in the text. */
function countOf(text: string, words: readonly string[]): number {
  const folded = fold(text);
  return words.filter((word) => folded.includes(word)).length;
}

function wordsOf(query: string): string[] {
  return [...new Set(fold(query).match(/[\p{L}\p{N}_-]+/gu) ?? [])].slice(0, 20);
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
