import { bytes, code, count, fenced, table } from "../markdown.ts";
import type { Skill } from "../skill.ts";
import { number, oneCall, type Result, rows, text } from "./answer.ts";

const LIST =
  /^(?:ls|dir|tree)(?:\s+(?<short>\S+))?$|^(?:(?:list|show|see|get|what|which|display|are there)\s+)*(?:me\s+)?(?:(?:all|my|the|your|any)\s+)*(?:files?|folders?|workspace|directory|folder)(?:\s+files)?(?:\s+(?:are there|do (?:i|we|you) have|are|exist))?(?:\s*(?:are\s+)?(?:in|of|under|inside)\s+(?:the\s+|my\s+)?(?:folder\s+|directory\s+)?(?<folder>.+?))?$/i;
const READ_FILE =
  /^(?:read|open|show|cat|print|view|display|see|get|what(?:'s| is) in)\s+(?:me\s+)?(?:the\s+|my\s+)?file\s+(?:called\s+|named\s+)?(?<path>\S.*)$/i;
const READ =
  /^(?:read|open|show|cat|print|view|display|see|get|what(?:'s| is) in)\s+(?:me\s+)?(?:the\s+|my\s+)?(?<path>["'`“]?[^\s"'`“”]+\.[a-z0-9]{1,8}["'`”]?)$/i;
const WRITE =
  /^\s*(?:please\s+)?(?:(?:write|save|create|put|make|overwrite)\s+)(?:(?:to|into|in|an?|the|new)\s+)*(?:file\s+)(?:called\s+|named\s+)?(?<path>["'`“]?[^\s"'`“”:]+["'`”]?)\s*(?::|=|\n|\bwith(?:\s+(?:the\s+)?(?:content|text)s?)?:?|\bcontaining:?|\bsaying:?)\s*(?<content>[\s\S]*)$/i;
const WRITE_DOTTED =
  /^\s*(?:please\s+)?(?:write|save|create|put)\s+(?:(?:to|into|in|the)\s+)*(?<path>["'`“]?[^\s"'`“”:]+\.[a-z0-9]{1,8}["'`”]?)\s*(?::|=|\n)\s*(?<content>[\s\S]*)$/i;
const WRITE_TO =
  /^\s*(?:please\s+)?(?:write|save|put)\s+(?<quote>["'`“])(?<content>[\s\S]+)["'`”]\s+(?:to|into|in)\s+(?:the\s+)?(?:file\s+)?(?<path>\S+?)[.!]?\s*$/i;

export const listFiles: Skill = {
  help: { say: "list files", does: "list the workspace, or a folder of it" },
  understand(words) {
    const match = LIST.exec(words);
    if (!match) return undefined;
    const folder = match.groups?.folder ?? match.groups?.short;
    const path = folder && !/^(?:the )?(?:workspace|folder|directory)$/i.test(folder) ? unquoted(folder) : undefined;
    const args = { ...(path && { path }), ...(/^tree|\ball\b|recursive/i.test(words) && { recursive: true }) };
    return {
      thought: `I'll list the files${path ? ` in ${path}` : ""}.`,
      way: () => oneCall({ tool: "workspace_list", args }, (result) => entriesText(result, path)),
    };
  },
};

export const readFile: Skill = {
  help: { say: "read file notes.md", does: "show a file of the workspace" },
  understand(words) {
    const found = (READ_FILE.exec(words) ?? READ.exec(words))?.groups?.path;
    if (!found) return undefined;
    const path = unquoted(found);
    return {
      thought: `I'll read ${path}.`,
      way: () => oneCall({ tool: "workspace_read", args: { path } }, (result) => fileText(result, path)),
    };
  },
};

/** Takes all that was said, as it was said: the text to write is in it. */
export const writeFile: Skill = {
  help: { say: "write file notes.md: buy milk", does: "write a file of the workspace" },
  understand(words) {
    const groups = (WRITE.exec(words) ?? WRITE_DOTTED.exec(words) ?? WRITE_TO.exec(words))?.groups;
    if (!groups?.path) return undefined;
    const path = unquoted(groups.path);
    const content = body(groups.content ?? "");
    return {
      thought: `I'll write ${count(content.length, "character")} to ${path}.`,
      way: () =>
        oneCall({ tool: "workspace_write", args: { path, content } }, (result) => {
          const done = result.created ? "Created" : "Replaced";
          return `${done} ${code(path)} (${bytes(number(result.size))}).`;
        }),
    };
  },
};

function entriesText(result: Result, path: string | undefined): string {
  const entries = rows(result.entries);
  const place = path ? code(path) : "the workspace";
  if (entries.length === 0) return `There is nothing in ${place} yet.`;
  const lines = entries.map((entry) => [
    code(`${text(entry.path)}${entry.kind === "folder" ? "/" : ""}`),
    entry.kind === "file" ? bytes(number(entry.size)) : text(entry.kind),
  ]);
  const more = result.truncated ? ", and there are more" : "";
  const noun = entries.length === 1 ? "entry" : "entries";
  return `**${entries.length} ${noun}** in ${place}${more}:\n\n${table(["name", "size"], lines)}`;
}

function fileText(result: Result, path: string): string {
  const size = `${code(path)} (${bytes(number(result.size))})`;
  const content = text(result.content);
  if (content === "") return `${size} is empty.`;
  const more = result.truncated ? `, its first ${bytes(number(result.nextOffset))}` : "";
  return `${size}${more}:\n\n${fenced(content, languageOf(path))}`;
}

function languageOf(path: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** A block is written without its fence, and a text file ends with a new line. */
function body(content: string): string {
  const block = /^\s*(`{3,})[^\n]*\n([\s\S]*?)\n?\1\s*$/.exec(content);
  const inner = block?.[2] ?? content.trim();
  return inner === "" || inner.endsWith("\n") ? inner : `${inner}\n`;
}

function unquoted(words: string): string {
  return words.trim().replace(/^["'`“«]+|["'`”»]+$/g, "");
}
