import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { simpleGit } from "simple-git";

/** A repository's state. */
export interface GitStatus {
  /** Null while no branch is checked out. */
  branch: string | null;
  ahead: number;
  behind: number;
  clean: boolean;
  /** At most {@link MAX_FILES}; `index` and `workingDir` are git's letters. */
  files: { path: string; index: string; workingDir: string }[];
  truncated: boolean;
}

export const MAX_FILES = 200;
const TIMEOUT_MS = 10_000;
/** What a repository's own configuration can have run by looking at its status. Agents write there. */
const RUNS_PROGRAMS =
  /^(filter\.|include\.|includeif\.|extensions\.worktreeconfig|core\.(fsmonitor|hookspath|sshcommand|worktree|attributesfile))/i;

/**
 * Undefined when the folder is no repository of its own: a repository around it is none of its business. Undefined too
 * when its configuration names programs that looking would run.
 */
export async function readGitStatus(folder: string): Promise<GitStatus | undefined> {
  const own = await lstat(join(folder, ".git")).catch(() => undefined);
  if (!own?.isDirectory()) return undefined;
  const { PATH, HOME } = process.env;
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
  if (names.split("\n").some((name) => RUNS_PROGRAMS.test(name))) return undefined;
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
