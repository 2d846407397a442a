import type { TextChange } from "./tool-changes.ts";

/**
 * What a call does, as far as its arguments tell: it runs a command, writes a file, changes places in one, or applies a
 * patch. `rest` are the arguments that say neither.
 */
export type ToolShape =
  | { kind: "command"; command: string; rest: Fields }
  | { kind: "write"; path: string; content: string; rest: Fields }
  | { kind: "edit"; path: string; changes: readonly TextChange[]; rest: Fields }
  | { kind: "patch"; patch: string; rest: Fields }
  | { kind: "other" };

type Fields = Readonly<Record<string, unknown>>;

const OTHER: ToolShape = { kind: "other" };
const PATHS = ["path", "file_path", "filePath", "file"];
const BEFORE = ["oldText", "old_string", "old_text", "oldString"];
const AFTER = ["newText", "new_string", "new_text", "newString"];
/** Languages that are told from the end of a file's name; those that are called as they end need no line here. */
const LANGUAGES: Readonly<Record<string, string>> = {
  md: "markdown",
  rs: "rust",
  yml: "yaml",
  sh: "bash",
  htm: "html",
};

/** What a call does. Tools of different makers name the same arguments differently: both are understood. */
export function toolShape(name: string, args: unknown): ToolShape {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return OTHER;
  const fields: Fields = { ...args };
  const tool = name.toLowerCase();
  if (/exec|bash|shell|command|terminal/.test(tool)) return command(fields);
  if (/patch/.test(tool)) return patch(fields);
  if (/edit|replace/.test(tool)) return edit(fields);
  if (/write|create/.test(tool)) return write(fields);
  return OTHER;
}

/** The language of a file, for its colours. Empty when its name does not tell. */
export function languageOf(path: string): string {
  const end = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  return LANGUAGES[end] ?? end;
}

function command(fields: Fields): ToolShape {
  const said = fields.command ?? fields.cmd;
  const command = Array.isArray(said) ? said.join(" ") : said;
  if (typeof command !== "string" || command === "") return OTHER;
  return { kind: "command", command, rest: without(fields, ["command", "cmd"]) };
}

function patch(fields: Fields): ToolShape {
  const patch = textOf(fields, ["patch", "input", "diff"]);
  return patch ? { kind: "patch", patch, rest: without(fields, ["patch", "input", "diff"]) } : OTHER;
}

function write(fields: Fields): ToolShape {
  const path = textOf(fields, PATHS);
  const content = textOf(fields, ["content", "text", "contents"]);
  if (path === undefined || content === undefined) return OTHER;
  return { kind: "write", path, content, rest: without(fields, [...PATHS, "content", "text", "contents"]) };
}

function edit(fields: Fields): ToolShape {
  const path = textOf(fields, PATHS);
  // A single change may stand beside the list of changes that has it, too.
  const listed = Array.isArray(fields.edits) ? fields.edits.flatMap(changesOf) : [];
  const changes = listed.length > 0 ? listed : changesOf(fields);
  if (path === undefined || changes.length === 0) return OTHER;
  return { kind: "edit", path, changes, rest: without(fields, [...PATHS, ...BEFORE, ...AFTER, "edits"]) };
}

function changesOf(value: unknown): TextChange[] {
  if (typeof value !== "object" || value === null) return [];
  const fields: Fields = { ...value };
  const before = textOf(fields, BEFORE);
  const after = textOf(fields, AFTER);
  return before === undefined && after === undefined ? [] : [{ before: before ?? "", after: after ?? "" }];
}

function textOf(fields: Fields, names: readonly string[]): string | undefined {
  return names.map((name) => fields[name]).find((value) => typeof value === "string");
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !names.includes(name) && value !== undefined),
  );
}
