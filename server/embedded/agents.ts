import type { AgentSummary } from "../protocol/agents.ts";
import { RpcError } from "../protocol/errors.ts";
import {
  AgentsCreateParams,
  AgentsDeleteParams,
  AgentsFilesGetParams,
  AgentsFilesListParams,
  AgentsFilesSetParams,
  AgentsListParams,
  AgentsUpdateParams,
  ToolsCatalogParams,
} from "../protocol/schema/agents.ts";
import type { AgentRecord, BindingStore } from "../store/contract.ts";
import { type AgentDirectory, DEFAULT_AGENT_ID } from "./agent-directory.ts";
import type { AgentFiles } from "./agent-files.ts";
import type { Emit } from "./event-bus.ts";
import { KeyedLock } from "./keyed-lock.ts";
import { chosenModel } from "./models.ts";
import { type MethodTable, method } from "./registry.ts";
import type { AgentRunner } from "./runs/contract.ts";
import { MAIN } from "./session-keys.ts";

export interface AgentDeps {
  agents: AgentDirectory;
  bindings: Pick<BindingStore, "list">;
  files: AgentFiles;
  runner: AgentRunner;
  emit: Emit;
  /** Ends every run of an agent. */
  stopRuns(agentId: string): Promise<void>;
}

export function agentMethods({ agents, bindings, files, runner, emit, stopRuns }: AgentDeps) {
  const summary = (agent: AgentRecord): AgentSummary => ({
    id: agent.id,
    name: agent.name,
    identity: { name: agent.name, ...(agent.emoji && { emoji: agent.emoji }) },
    workspace: agents.workspaceOf(agent.id),
    model: { primary: agent.model ?? runner.defaultModel },
    dmScope: agent.dmScope ?? "main",
    createdAt: agent.createdAt,
  });
  /** One that is made while it is deleted waits until it is gone, folder and all. */
  const changing = new KeyedLock();
  const folderOf = (agentId: string) => agents.workspaceOf(agents.require(agentId).id);

  return {
    "agents.list": method(AgentsListParams, () => ({
      defaultId: DEFAULT_AGENT_ID,
      mainKey: MAIN,
      scope: "per-sender" as const,
      agents: agents.list().map(summary),
    })),

    "agents.create": method(AgentsCreateParams, async ({ name, id = slugOf(name), model, emoji, dmScope }) => {
      const chosen = model === undefined ? undefined : await chosenModel(runner, model);
      const agent = await changing.run(id, () =>
        agents.create({ id, name: name.trim(), model: chosen, emoji, dmScope }),
      );
      emit("agents.changed", { agentId: id, reason: "create" });
      return { ok: true as const, agentId: id, name: agent.name, workspace: agents.workspaceOf(id) };
    }),

    "agents.update": method(AgentsUpdateParams, async ({ agentId, name, model, emoji, dmScope }) => {
      const chosen = model ? await chosenModel(runner, model) : model;
      await changing.run(agentId, async () => {
        const agent = agents.require(agentId);
        await agents.update({
          ...agent,
          name: name?.trim() || agent.name,
          model: chosen === undefined ? agent.model : (chosen ?? undefined),
          emoji: emoji === undefined ? agent.emoji : emoji || undefined,
          dmScope: dmScope ?? agent.dmScope,
        });
      });
      emit("agents.changed", { agentId, reason: "update" });
      return { ok: true as const, agentId };
    }),

    "agents.delete": method(AgentsDeleteParams, async ({ agentId, deleteFiles = false }) => {
      const removedBindings = (await bindings.list()).filter((binding) => binding.agentId === agentId).length;
      await changing.run(agentId, async () => {
        await agents.delete(agentId);
        await stopRuns(agentId);
        if (deleteFiles) await agents.deleteFiles(agentId);
      });
      emit("agents.changed", { agentId, reason: "delete" });
      return { ok: true as const, agentId, removedBindings };
    }),

    "agents.files.list": method(AgentsFilesListParams, async ({ agentId }) => {
      const workspace = folderOf(agentId);
      return { agentId, workspace, files: await files.list(workspace) };
    }),

    "agents.files.get": method(AgentsFilesGetParams, async ({ agentId, name }) => {
      const workspace = folderOf(agentId);
      return { agentId, workspace, file: await files.get(workspace, name) };
    }),

    "agents.files.set": method(AgentsFilesSetParams, async ({ agentId, name, content, expectedHash }) => {
      const workspace = folderOf(agentId);
      const file = await files.set(workspace, name, content, expectedHash);
      emit("agents.changed", { agentId, reason: "files" });
      return { ok: true as const, agentId, workspace, file };
    }),

    "tools.catalog": method(ToolsCatalogParams, ({ agentId = DEFAULT_AGENT_ID }) =>
      runner.tools(agents.require(agentId).id),
    ),
  } satisfies MethodTable;
}

/** @throws RpcError INVALID_REQUEST when nothing of the name can stand in an id */
function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^[-_]+|-+$/g, "")
    .slice(0, 64);
  if (slug) return slug;
  throw new RpcError("INVALID_REQUEST", `No id can be made of the name "${name}": give "id" as well.`, {
    details: { field: "id" },
  });
}
