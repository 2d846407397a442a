"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { SkillStatus } from "@/server/protocol/skills.ts";
import { payloadOf } from "./event-payload.ts";
import { useHasMethod } from "./use-has-method.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { useWorkspaceFile } from "./use-workspace.ts";

export interface SkillsView {
  skills: readonly SkillStatus[];
  /** The agent's folder on the gateway's machine. */
  workspaceDir: string;
  /** Where skills of all agents are put. */
  managedDir: string;
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** Events that may change what skills can be used: ours, and those by which OpenClaw tells that it took its settings over. */
export const SKILL_EVENTS: ReadonlySet<string> = new Set([
  "skills.changed",
  "agents.changed",
  "config.changed",
  "chat.metadata.changed",
]);

const NO_SKILLS: readonly SkillStatus[] = [];

/** The skills of an agent and whether it can use them, read again when one changes. */
export function useSkills(agentId: string): SkillsView {
  const { data, isLoading, error, refresh } = useSnapshot(
    "skills.status",
    { agentId },
    {
      reduce(before, frame) {
        const change = payloadOf(frame, "workspace.changed");
        const isWritten = change?.agentId === agentId && change.changes.some(({ path }) => path.startsWith("skills/"));
        return isWritten || SKILL_EVENTS.has(frame.event) ? "reread" : before;
      },
    },
  );
  return {
    skills: data?.skills ?? NO_SKILLS,
    workspaceDir: data?.workspaceDir ?? "",
    managedDir: data?.managedSkillsDir ?? "",
    isLoading,
    error,
    refresh,
  };
}

export interface SkillText {
  text: string | undefined;
  isLoading: boolean;
  error: RpcError | undefined;
}

/**
 * A skill's SKILL.md. One of the agent's own folder is a file of its workspace; of others only some gateways show the
 * text.
 */
export function useSkillText(agentId: string, skill: SkillStatus, workspaceDir: string): SkillText {
  const own = ownPath(skill.filePath, workspaceDir);
  const showsCards = useHasMethod("skills.skillCard");
  const file = useWorkspaceFile(agentId, own);
  const card = useSnapshot(
    "skills.skillCard",
    own === null && showsCards ? { agentId, skillKey: skill.skillKey } : null,
    {
      keepPrevious: false,
      reduce: (before, { event }) => (event === "skills.changed" ? "reread" : before),
    },
  );
  const read = own === null ? card : file;
  return {
    text: own === null ? card.data?.content : file.data?.file.content,
    isLoading: read.isLoading,
    error: read.error,
  };
}

/** A skill's file relative to the agent's folder; null when it lies elsewhere. Gateways on Windows have `\` in names. */
export function ownPath(filePath: string, workspaceDir: string): string | null {
  const file = filePath.replaceAll("\\", "/");
  const folder = `${workspaceDir.replaceAll("\\", "/").replace(/\/$/, "")}/`;
  return workspaceDir && file.startsWith(folder) ? file.slice(folder.length) : null;
}
