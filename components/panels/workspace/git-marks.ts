import type { Tone } from "@/components/ui/badge.tsx";
import type { GitStatus } from "@/server/protocol/workspace.ts";

/** How git sees a file against the last commit. */
export interface GitMark {
  letter: "M" | "A" | "D" | "R" | "U" | "!";
  /** For screen readers and on hover. */
  said: string;
  tone: Tone;
}

const MARKS: Readonly<Record<GitMark["letter"], GitMark>> = {
  M: { letter: "M", said: "Modified since the last commit", tone: "warn" },
  A: { letter: "A", said: "Added since the last commit", tone: "good" },
  D: { letter: "D", said: "Deleted since the last commit", tone: "bad" },
  R: { letter: "R", said: "Renamed since the last commit", tone: "info" },
  U: { letter: "U", said: "Not known to git", tone: "good" },
  "!": { letter: "!", said: "In conflict", tone: "bad" },
};

/** The marks by path; a folder that git does not know ends with `/`. */
export function gitMarks(git: GitStatus | null | undefined): ReadonlyMap<string, GitMark> {
  return new Map(git?.files.map(({ path, index, workingDir }) => [path, MARKS[letterOf(index, workingDir)]]));
}

/** A file's mark, its own or that of a folder around it that git does not know. */
export function markOf(marks: ReadonlyMap<string, GitMark>, path: string): GitMark | undefined {
  const own = marks.get(path);
  if (own) return own;
  for (let end = path.indexOf("/"); end >= 0; end = path.indexOf("/", end + 1)) {
    const around = marks.get(path.slice(0, end + 1));
    if (around) return around;
  }
  return undefined;
}

/** Whether something in a folder has a mark. */
export function hasMarks(marks: ReadonlyMap<string, unknown>, folder: string): boolean {
  for (const path of marks.keys()) if (path.startsWith(`${folder}/`)) return true;
  return false;
}

function letterOf(index: string, workingDir: string): GitMark["letter"] {
  if (index === "U" || workingDir === "U" || (index === "A" && workingDir === "A")) return "!";
  if (index === "?" || workingDir === "?") return "U";
  for (const letter of [workingDir, index]) {
    if (letter === "M" || letter === "A" || letter === "D" || letter === "R") return letter;
  }
  return "M";
}
