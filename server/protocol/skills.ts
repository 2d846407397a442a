/** What a skill needs, or lacks. */
export interface SkillRequirements {
  /** Programs, all of them. */
  bins: string[];
  /** Programs, one of them. */
  anyBins: string[];
  /** Environment variables. */
  env: string[];
  /** Paths of the configuration. */
  config: string[];
  /** `darwin`, `linux`, `win32`; empty for any. */
  os: string[];
}

/** A way to get a program that is missing. */
export interface SkillInstallOption {
  id: string;
  kind: string;
  label: string;
  bins: string[];
  /** What to type by hand; left out by gateways that do not say. */
  command?: string;
  /** Whether `skills.install` takes it on this machine; left out by gateways that do not say. */
  available?: boolean;
}

/** One skill as `skills.status` tells it: OpenClaw's fields. */
export interface SkillStatus {
  name: string;
  description: string;
  /** `bundled`, `managed`, `workspace`, or a gateway's own word. */
  source: string;
  bundled: boolean;
  /** Absolute, on the gateway's machine. */
  filePath: string;
  baseDir: string;
  skillKey: string;
  emoji?: string;
  homepage?: string;
  /** The variable that an API key is given as. */
  primaryEnv?: string;
  /** Whether an API key is kept for it; left out by gateways that do not say. */
  hasApiKey?: boolean;
  always: boolean;
  disabled: boolean;
  blockedByAllowlist: boolean;
  blockedByAgentFilter?: boolean;
  eligible: boolean;
  platformIncompatible?: boolean;
  requirements: SkillRequirements;
  missing: SkillRequirements;
  configChecks: { path: string; satisfied: boolean }[];
  install: SkillInstallOption[];
}

export interface SkillsStatusResult {
  agentId?: string;
  workspaceDir: string;
  managedSkillsDir: string;
  skills: SkillStatus[];
}

export interface SkillsUpdateResult {
  ok: true;
  skillKey: string;
  /** Never the key itself. */
  config: { enabled?: boolean };
}

export interface SkillsInstallResult {
  ok: boolean;
  message: string;
  stdout: string;
  stderr: string;
  code: number | null;
}

/** A skill's text. */
export interface SkillCard {
  schema: "openclaw.skills.skill-card.v1";
  skillKey: string;
  path: string;
  sizeBytes: number;
  content: string;
}
