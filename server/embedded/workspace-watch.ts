import { relative, sep } from "node:path";
import { watch } from "chokidar";
import type { GitStatus } from "../protocol/workspace.ts";
import { readGitStatus } from "./git-status.ts";

/** What happens in a folder. Paths are relative to it, with `/`. */
export type WorkspaceChange =
  | { kind: "created" | "changed" | "deleted"; path: string }
  /** More happened at once than is told one by one. */
  | { kind: "changed"; path: "."; more: number }
  | { kind: "git"; status: GitStatus };

export interface WorkspaceWatchOptions {
  folder: string;
  /** Hears what happened after the watch was ready. */
  hear(change: WorkspaceChange): void;
  onFault(error: unknown): void;
  /** How long happenings are gathered, in milliseconds. Default 50. */
  gatherMs?: number;
}

/** A folder under watch. */
export interface WorkspaceWatch {
  /** Resolves when nothing that happens from now on is missed. */
  readonly ready: Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Happenings that are told one by one; more at once are told as a number. */
export const MAX_CHANGES = 200;
const MAX_DEPTH = 16;
const IGNORED = new Set(["node_modules", ".cache", ".venv", "__pycache__"]);
/** Of a repository's own folder only what tells that its state has changed. */
const GIT_FILES = new Set(["HEAD", "index"]);

/**
 * Watches a folder and nothing outside it: links are not followed. When it is a git repository its status is told as
 * often as it changes.
 */
export function watchWorkspace({ folder, hear, onFault, gatherMs = 50 }: WorkspaceWatchOptions): WorkspaceWatch {
  const gathered = new Map<string, "created" | "changed" | "deleted">();
  let more = 0;
  let timer: NodeJS.Timeout | undefined;
  let closing: Promise<void> | undefined;
  const git = new GitTeller(folder, (status) => closing ?? hear({ kind: "git", status }), onFault);

  const watcher = watch(folder, {
    followSymlinks: false,
    ignoreInitial: true,
    depth: MAX_DEPTH,
    ignored: (path) => isIgnored(relative(folder, path)),
  });
  const gather = (kind: "created" | "changed" | "deleted") => (path: string) => {
    const name = relative(folder, path).split(sep).join("/");
    if (name === "" || closing) return;
    timer ??= setTimeout(tell, gatherMs);
    if (name.startsWith(".git/")) return;
    const before = gathered.get(name);
    if (!before && gathered.size >= MAX_CHANGES) more += 1;
    else gathered.set(name, before === "created" && kind === "changed" ? "created" : kind);
  };

  function tell(): void {
    timer = undefined;
    const changes = [...gathered];
    const untold = more;
    gathered.clear();
    more = 0;
    for (const [path, kind] of changes) hear({ kind, path });
    if (untold > 0) hear({ kind: "changed", path: ".", more: untold });
    git.look();
  }

  watcher.on("add", gather("created")).on("change", gather("changed")).on("unlink", gather("deleted"));
  watcher.on("error", onFault);
  const ready = new Promise<void>((resolve) => watcher.once("ready", resolve));
  return {
    ready,
    close() {
      clearTimeout(timer);
      closing ??= watcher.close();
      return closing;
    },
  };
}

/** Looks at the repository's state, one look at a time, and tells it when it is another one. */
class GitTeller {
  readonly #folder: string;
  readonly #tell: (status: GitStatus) => void;
  readonly #onFault: (error: unknown) => void;
  /** What was told last. The first look tells in any case: nobody here knows what was read by others before. */
  #known = "";
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(folder: string, tell: (status: GitStatus) => void, onFault: (error: unknown) => void) {
    this.#folder = folder;
    this.#tell = tell;
    this.#onFault = onFault;
  }

  look(): void {
    this.#again = this.#looking !== undefined;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#again) this.look();
    });
  }

  async #look(): Promise<void> {
    try {
      const status = await readGitStatus(this.#folder);
      const text = JSON.stringify(status);
      if (!status || text === this.#known) return;
      this.#known = text;
      this.#tell(status);
    } catch (error) {
      this.#onFault(error);
    }
  }
}

function isIgnored(path: string): boolean {
  const parts = path.split(sep);
  const git = parts.indexOf(".git");
  if (git > 0) return true;
  if (git === 0) return parts.length > 2 || (parts.length === 2 && !GIT_FILES.has(parts[1] ?? ""));
  return parts.some((part) => IGNORED.has(part));
}
