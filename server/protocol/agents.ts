import type { DmScope } from "./routing.ts";

export interface AgentSummary {
  id: string;
  name: string;
  identity?: { name?: string; emoji?: string; theme?: string };
  workspace: string;
  model: { primary: string; fallbacks?: string[] };
  /** How its conversations with people are told apart; left out by gateways that do not say. */
  dmScope?: DmScope;
  createdAt?: number;
}

export interface AgentsListResult {
  defaultId: string;
  mainKey: string;
  scope: "per-sender" | "global";
  agents: AgentSummary[];
}

export interface AgentFile {
  name: string;
  path: string;
  missing: boolean;
  size?: number;
  updatedAtMs?: number;
  content?: string;
  /** SHA-256 hex of the content on disk. */
  hash?: string;
}

export interface AgentsFilesListResult {
  agentId: string;
  workspace: string;
  files: AgentFile[];
}

export interface AgentsFilesGetResult {
  agentId: string;
  workspace: string;
  file: AgentFile;
}

export interface AgentsFilesSetResult extends AgentsFilesGetResult {
  ok: true;
}

export interface ToolsCatalogResult {
  agentId: string;
  /** Named sets of tools; the embedded gateway has one, in which every tool is. */
  profiles: { id: ToolProfile; label: string }[];
  groups: {
    id: string;
    label: string;
    source: "core" | "plugin";
    tools: {
      id: string;
      label: string;
      description: string;
      source: "core" | "plugin";
      defaultProfiles: ToolProfile[];
      /** JSON Schema of the arguments; left out by gateways that do not say. */
      parameters?: unknown;
    }[];
  }[];
}

export type ToolProfile = "minimal" | "coding" | "messaging" | "full";
