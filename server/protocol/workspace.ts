/** A file or folder of an agent's folder. OpenClaw's `AgentsWorkspaceEntry`. */
export interface WorkspaceEntry {
  /** Relative to the agent's folder, with `/`. */
  path: string;
  name: string;
  kind: "file" | "directory";
  /** Bytes, of files. */
  size?: number;
  updatedAtMs?: number;
}

/** A folder's page: folders first, each by name. OpenClaw's `AgentsWorkspaceListResult`. */
export interface WorkspaceListing {
  agentId: string;
  /** Empty for the agent's folder itself. */
  path: string;
  parentPath?: string;
  entries: WorkspaceEntry[];
  totalEntries: number;
  offset: number;
}

/** A file to look at: text, or a picture. OpenClaw's `AgentsWorkspaceFile`. */
export interface WorkspaceFile {
  path: string;
  name: string;
  size: number;
  updatedAtMs: number;
  mimeType: string;
  encoding: "utf8" | "base64";
  content: string;
}

/** Why a file or folder is not shown: `details.type` of the refusal. */
export type WorkspaceFault =
  | "workspace_path_not_found"
  | "workspace_path_invalid"
  | "workspace_file_not_found"
  | "workspace_file_too_large"
  | "workspace_file_unsupported";

/** A repository's state. */
export interface GitStatus {
  /** Null while no branch is checked out. */
  branch: string | null;
  ahead: number;
  behind: number;
  clean: boolean;
  /** At most 200; `index` and `workingDir` are git's letters. A folder's name ends with `/`. */
  files: { path: string; index: string; workingDir: string }[];
  truncated: boolean;
}

export interface WorkspaceGitResult {
  agentId: string;
  /** Null when the folder is no repository, or one whose configuration runs programs. */
  git: GitStatus | null;
}

export interface WorkspaceHeadResult {
  agentId: string;
  path: string;
  /** The text that the last commit holds; null when it holds none under that name. */
  content: string | null;
}

/** What was made, moved or deleted. */
export interface WorkspaceEdited {
  ok: true;
  agentId: string;
  /** Where it is now, or was. */
  path: string;
}

/** A place of an agent's memory where the words stand. OpenClaw's `memory.search`. */
export interface MemoryHit {
  path: string;
  /** Counted from 1, both within the snippet. */
  startLine: number;
  endLine: number;
  /** From 0 to 1. */
  score: number;
  snippet: string;
  /** `memory` for files; other gateways search transcripts too. */
  source: string;
}

export interface MemorySearchResult {
  agentId: string;
  /** Who makes vectors of words; `none` for plain text search. */
  provider: string;
  searchMode?: string;
  results: MemoryHit[];
  warning?: string;
}
