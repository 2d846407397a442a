"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { ResultOf } from "@/server/protocol/methods.ts";
import type { GitStatus, WorkspaceEntry, WorkspaceFile } from "@/server/protocol/workspace.ts";
import { payloadOf } from "./event-payload.ts";
import { useHasMethod } from "./use-has-method.ts";
import { type Snapshot, useSnapshot } from "./use-snapshot.ts";

/** Most entries of a folder that are shown. */
export const SHOWN_ENTRIES = 500;

export interface FolderView {
  entries: readonly WorkspaceEntry[] | undefined;
  /** Entries beyond those shown. */
  more: number;
  error: RpcError | undefined;
  isLoading: boolean;
  refresh: () => Promise<unknown>;
}

/** A folder of an agent, read again when something in it changes; `path: null` reads nothing. What git keeps is left out. */
export function useWorkspaceFolder(agentId: string, path: string | null): FolderView {
  const isWatched = useIsWatched();
  const params = path === null ? null : { agentId, ...(path && { path }), limit: SHOWN_ENTRIES };
  const { data, error, isLoading, refresh } = useSnapshot("agents.workspace.list", params, {
    keepPrevious: false,
    reduce: (before, frame) =>
      changesFolder(frame, agentId, path ?? "") || (!isWatched && endsRun(frame, agentId)) ? "reread" : before,
  });
  const entries = data?.entries.filter(({ name }) => name !== ".git");
  return { entries, more: data ? data.totalEntries - data.entries.length : 0, error, isLoading, refresh };
}

/** A file to look at, read again when it changes; `path: null` reads nothing. */
export function useWorkspaceFile(
  agentId: string,
  path: string | null,
): Snapshot<{ agentId: string; file: WorkspaceFile }> {
  const isWatched = useIsWatched();
  return useSnapshot("agents.workspace.get", path === null ? null : { agentId, path }, {
    keepPrevious: false,
    reduce: (before, frame) =>
      changesFile(frame, agentId, path ?? "") || (!isWatched && endsRun(frame, agentId)) ? "reread" : before,
  });
}

/** A text file with its hash, to be edited; read again when it changes. */
export function useAgentFile(agentId: string, name: string): Snapshot<ResultOf<"agents.files.get">> {
  const isWatched = useIsWatched();
  return useSnapshot(
    "agents.files.get",
    { agentId, name },
    {
      keepPrevious: false,
      reduce: (before, frame) =>
        changesFile(frame, agentId, name) || (!isWatched && endsRun(frame, agentId)) ? "reread" : before,
    },
  );
}

/** Whether the gateway tells what changes in an agent's folder as it happens. OpenClaw does not. */
export function useIsWatched(): boolean {
  return useHasMethod("workspace.git");
}

export interface GitView {
  /** Null when the folder is no repository, undefined as long as it is not known. */
  git: GitStatus | null | undefined;
  isLoading: boolean;
}

/** The state of an agent's repository, kept up by events. A gateway that cannot say has none. */
export function useWorkspaceGit(agentId: string): GitView {
  const isAnswered = useHasMethod("workspace.git");
  const { data, isLoading } = useSnapshot("workspace.git", isAnswered ? { agentId } : null, {
    keepPrevious: false,
    reduce: (before, frame) => {
      const change = payloadOf(frame, "workspace.changed");
      if (change?.agentId !== agentId) return before;
      return change.git ? { agentId, git: change.git } : before;
    },
  });
  return { git: isAnswered ? data?.git : null, isLoading };
}

/** The text of a file as the last commit holds it; `path: null` reads nothing. Read again as git's state changes. */
export function useWorkspaceHead(agentId: string, path: string | null): Snapshot<ResultOf<"workspace.head">> {
  return useSnapshot("workspace.head", path === null ? null : { agentId, path }, {
    keepPrevious: false,
    reduce: (before, frame) => {
      const change = payloadOf(frame, "workspace.changed");
      return change?.agentId === agentId && change.git ? "reread" : before;
    },
  });
}

/** Whether an event says that a file may be another one now. */
export function changesFile(frame: EventFrame, agentId: string, path: string): boolean {
  return changesAny(frame, agentId, (changed) => changed === path || path.startsWith(`${changed}/`));
}

/** Whether an event says that a folder may hold something else now, or that a file in it has another size or time. */
export function changesFolder(frame: EventFrame, agentId: string, folder: string): boolean {
  const prefix = folder && `${folder}/`;
  return changesAny(frame, agentId, (changed, kind) => {
    if (!changed.startsWith(prefix)) return false;
    // What is made or deleted deep inside may make or delete the folders in between.
    return kind !== "changed" || !changed.slice(prefix.length).includes("/");
  });
}

/** Whether a run of the agent has ended: the one hint of new files from a gateway that does not watch them. */
export function endsRun(frame: EventFrame, agentId: string): boolean {
  const chat = payloadOf(frame, "chat");
  if (!chat || (chat.agentId ?? /^agent:([^:]+):/.exec(chat.sessionKey)?.[1]) !== agentId) return false;
  return chat.state === "final" || chat.state === "aborted" || chat.state === "error";
}

function changesAny(frame: EventFrame, agentId: string, fits: (path: string, kind: string) => boolean): boolean {
  const edited = payloadOf(frame, "agents.changed");
  if (edited) return edited.agentId === agentId;
  const change = payloadOf(frame, "workspace.changed");
  if (change?.agentId !== agentId) return false;
  return (change.more ?? 0) > 0 || change.changes.some(({ path, kind }) => fits(path, kind));
}
