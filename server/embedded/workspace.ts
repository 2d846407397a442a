import {
  AgentsWorkspaceGetParams,
  AgentsWorkspaceListParams,
  WorkspaceCreateParams,
  WorkspaceDeleteParams,
  WorkspaceGitParams,
  WorkspaceHeadParams,
  WorkspaceRenameParams,
} from "../protocol/schema/workspace.ts";
import type { AgentDirectory } from "./agent-directory.ts";
import type { AgentFiles } from "./agent-files.ts";
import type { Emit } from "./event-bus.ts";
import { readGitHead, readGitStatus } from "./git-status.ts";
import { type MethodTable, method } from "./registry.ts";
import type { WorkspaceFeed } from "./workspace-feed.ts";
import { listFolder, readFolderFile, TEXT_LIMIT } from "./workspace-folder.ts";

export interface WorkspaceDeps {
  agents: AgentDirectory;
  files: AgentFiles;
  feed: WorkspaceFeed;
  emit: Emit;
}

/** The agents' folders: looked at as OpenClaw has it, changed and compared by methods of our own. */
export function workspaceMethods({ agents, files, feed, emit }: WorkspaceDeps) {
  const folderOf = (agentId: string) => agents.workspaceOf(agents.require(agentId).id);
  const edited = (agentId: string, path: string) => {
    emit("agents.changed", { agentId, reason: "files" });
    return { ok: true as const, agentId, path };
  };

  return {
    "agents.workspace.list": method(AgentsWorkspaceListParams, async ({ agentId, path = "", offset, limit }) => {
      const folder = folderOf(agentId);
      // Whoever looks through a folder begins at its root.
      if (path === "") await feed.follow(agentId);
      return { agentId, ...(await listFolder(folder, path, { offset, limit })) };
    }),

    "agents.workspace.get": method(AgentsWorkspaceGetParams, async ({ agentId, path }) => ({
      agentId,
      file: await readFolderFile(folderOf(agentId), path),
    })),

    "workspace.git": method(WorkspaceGitParams, async ({ agentId }) => {
      const folder = folderOf(agentId);
      // Read before the watch stands, it would miss what is told to nobody.
      await feed.follow(agentId);
      return { agentId, git: (await readGitStatus(folder)) ?? null };
    }),

    "workspace.head": method(WorkspaceHeadParams, async ({ agentId, path }) => ({
      agentId,
      path,
      content: (await readGitHead(folderOf(agentId), path, TEXT_LIMIT)) ?? null,
    })),

    "workspace.create": method(WorkspaceCreateParams, async ({ agentId, path, kind }) => {
      await files.create(folderOf(agentId), path, kind);
      return edited(agentId, path);
    }),

    "workspace.rename": method(WorkspaceRenameParams, async ({ agentId, path, to }) => {
      await files.rename(folderOf(agentId), path, to);
      return edited(agentId, to);
    }),

    "workspace.delete": method(WorkspaceDeleteParams, async ({ agentId, path, expectedHash }) => {
      await files.delete(folderOf(agentId), path, expectedHash);
      return edited(agentId, path);
    }),
  } satisfies MethodTable;
}
