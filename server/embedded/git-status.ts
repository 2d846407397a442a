import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { SimpleGit } from "simple-git";
import type { GitStatus } from "../protocol/workspace.ts";

/** Files of a status; more are left out. */
export const MAX_FILES = 200;
const TIMEOUT_MS = 10_000;
/** What a repository's own configuration can have run by looking at its status. Agents write there. */
const RUNS_PROGRAMS =
  /^(filter\.|include\.|includeif\.|extensions\.worktreeconfig|core\.(fsmonitor|hookspath|sshcommand|worktree|attributesfile))/i;

/** Undefined where {@link openGit} opens nothing. */
export async function readGitStatus(folder: string): Promise<GitStatus | undefined> {
  const git = await openGit(folder);
  if (!git) return undefined;
  const status = await git.status(["--ignore-submodules=all"]);
  return {
    branch: status.current,
    ahead: status.ahead,
    behind: status.behind,
    clean: status.isClean(),
    files: status.files
      .slice(0, MAX_FILES)
      .map(({ path, index, working_dir: workingDir }) => ({ path, index, workingDir })),
    truncated: status.files.length > MAX_FILES,
  };
}

/**
 * The text of a file as the last commit holds it; undefined when it holds none, a binary one, or one of more than
 * `limit` bytes.
 */
export async function readGitHead(folder: string, path: string, limit: number): Promise<string | undefined> {
  const git = await openGit(folder);
  if (!git) return undefined;
  const object = `HEAD:${path}`;
  try {
    const size = Number((await git.raw(["cat-file", "-s", object])).trim());
    if (!(size <= limit)) return undefined;
    const text = await git.raw(["cat-file", "blob", object]);
    return text.includes("\0") ? undefined : text;
  } catch {
    // Not in the last commit, or there is no commit yet.
    return undefined;
  }
}

/**
 * Undefined when the folder is no repository of its own: a repository around it is none of its business. Undefined too
 * when its configuration names programs that looking would run.
 */
async function openGit(folder: string): Promise<SimpleGit | undefined> {
  const own = await lstat(join(folder, ".git")).catch(() => undefined);
  if (!own?.isDirectory()) return undefined;
  const { PATH, HOME } = process.env;
  // Loaded with the first repository.
  const { simpleGit } = await import("simple-git");
  const git = simpleGit({
    baseDir: folder,
    timeout: { block: TIMEOUT_MS },
    allowEnvironment: ["GIT_OPTIONAL_LOCKS"],
  }).env({
    PATH,
    HOME,
    // Looking must not write: a refreshed index would be the next thing to look at.
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
  });
  const names = await git.raw(["config", "--local", "--includes", "--list", "--name-only"]);
  return names.split("\n").some((name) => RUNS_PROGRAMS.test(name)) ? undefined : git;
}
