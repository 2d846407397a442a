import { type DiffLine, lineDiff } from "@/components/ui/line-diff.ts";
import type { ToolShape } from "./tool-shape.ts";

/** One place that a tool changed. */
export interface TextChange {
  before: string;
  after: string;
}

/** How many lines a call adds and removes. */
export interface ChangeCount {
  added: number;
  removed: number;
}

/** Counting is for a glance: of longer texts it would hold up the page. */
const MAX_COUNTED_CHARS = 20_000;

/** The lines of a change. Of texts that differ too much to be compared each line counts as removed or added. */
export function linesOf(change: TextChange): DiffLine[] {
  const before = ended(change.before);
  const after = ended(change.after);
  return lineDiff(before, after)?.hunks.flat() ?? [...all(before, "removed"), ...all(after, "added")];
}

/** What a call changes, in numbers; undefined for one that changes no text, or too much of it. */
export function countOf(shape: ToolShape): ChangeCount | undefined {
  const changes =
    shape.kind === "edit" ? shape.changes : shape.kind === "write" ? [{ before: "", after: shape.content }] : [];
  const length = changes.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  if (length === 0 || length > MAX_COUNTED_CHARS) return undefined;
  const lines = changes.flatMap(linesOf);
  const count = (kind: DiffLine["kind"]) => lines.filter((line) => line.kind === kind).length;
  return { added: count("added"), removed: count("removed") };
}

/** Pieces of a file end anywhere; whether the last line has its end is no change. */
function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

function all(text: string, kind: "added" | "removed"): DiffLine[] {
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line) => ({ kind, text: line, before: undefined, after: undefined }));
}
