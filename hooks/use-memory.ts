"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import { dayOfMemory, isMemory, MEMORY_FILE, MEMORY_FOLDER } from "@/server/protocol/memory.ts";
import type { WorkspaceEntry } from "@/server/protocol/workspace.ts";
import { useWorkspaceFolder } from "./use-workspace.ts";

/** A memory file as the list shows it. */
export interface MemoryEntry {
  path: string;
  /** `YYYY-MM-DD`; undefined for what is always true: `MEMORY.md`. */
  day: string | undefined;
  name: string;
  size: number | undefined;
  updatedAtMs: number | undefined;
}

export interface MemoryView {
  /** `MEMORY.md` first, then the notes, the newest day first. */
  memories: readonly MemoryEntry[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** The memory files of an agent, kept up by events. Every gateway that shows workspaces can say them. */
export function useMemory(agentId: string): MemoryView {
  const root = useWorkspaceFolder(agentId, "");
  const hasNotes = root.entries?.some(({ kind, name }) => kind === "directory" && name === MEMORY_FOLDER) ?? false;
  const notes = useWorkspaceFolder(agentId, hasNotes ? MEMORY_FOLDER : null);
  const isLoading = root.isLoading || notes.isLoading;
  const error = root.entries ? (notes.entries ? undefined : notes.error) : root.error;
  const refresh = () => Promise.all([root.refresh(), hasNotes && notes.refresh()]);
  return { memories: memoriesOf([...(root.entries ?? []), ...(notes.entries ?? [])]), isLoading, error, refresh };
}

/** The memory among the files of a workspace, in the order of the list. */
export function memoriesOf(entries: readonly WorkspaceEntry[]): MemoryEntry[] {
  return entries
    .filter(({ kind, path }) => kind === "file" && isMemory(path))
    .map(({ path, name, size, updatedAtMs }) => ({
      path,
      name,
      day: path === MEMORY_FILE ? undefined : dayOfMemory(path, updatedAtMs ?? 0),
      size,
      updatedAtMs,
    }))
    .sort((one, other) => compare(other.day ?? LAST, one.day ?? LAST) || compare(one.name, other.name));
}

/** Behind every day. */
const LAST = "9999-99-99";

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
