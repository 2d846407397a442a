import { structuredPatch } from "diff";

export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
  /** Its number before; undefined for an added line. */
  before: number | undefined;
  /** Its number after; undefined for a removed line. */
  after: number | undefined;
}

export interface LineDiff {
  /** Changed places with lines around them, in order. Empty when nothing changed. */
  hunks: readonly (readonly DiffLine[])[];
  added: number;
  removed: number;
}

const AROUND = 3;
/** Comparing stops here: two texts of 20,000 lines that share nothing would take minutes. */
const TIMEOUT_MS = 1_000;

/** What makes `after` of `before`, line by line; undefined when they differ too much to compare. */
export function lineDiff(before: string, after: string): LineDiff | undefined {
  const patch = structuredPatch("", "", before, after, undefined, undefined, {
    context: AROUND,
    timeout: TIMEOUT_MS,
  });
  if (!patch) return undefined;
  const hunks = patch.hunks.map(({ lines, oldStart, newStart }) => numbered(lines, oldStart, newStart));
  const all = hunks.flat();
  return { hunks, added: count(all, "added"), removed: count(all, "removed") };
}

function numbered(lines: readonly string[], oldStart: number, newStart: number): DiffLine[] {
  let before = oldStart;
  let after = newStart;
  return lines.flatMap((line): DiffLine[] => {
    const text = line.slice(1);
    switch (line[0]) {
      case "+":
        return [{ kind: "added", text, before: undefined, after: after++ }];
      case "-":
        return [{ kind: "removed", text, before: before++, after: undefined }];
      case " ":
        return [{ kind: "same", text, before: before++, after: after++ }];
      default:
        // "\ No newline at end of file" is a note, not a line.
        return [];
    }
  });
}

function count(lines: readonly DiffLine[], kind: DiffLine["kind"]): number {
  return lines.filter((line) => line.kind === kind).length;
}
