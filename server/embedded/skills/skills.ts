import { join } from "node:path";
import { RpcError } from "../../protocol/errors.ts";
import type { SkillCard, SkillInstallOption, SkillStatus, SkillsStatusResult } from "../../protocol/skills.ts";
import type { AgentDirectory } from "../agent-directory.ts";
import type { Emit } from "../event-bus.ts";
import { KeyedLock } from "../keyed-lock.ts";
import { type FoundSkill, findSkills, type SkillRoot } from "./find.ts";
import { commandOf, installPlan, runInstall } from "./install.ts";
import { findProgram, isNothing, type Machine, missingOf } from "./machine.ts";
import type { SkillSettings } from "./settings.ts";

export interface SkillDeps {
  agents: AgentDirectory;
  settings: SkillSettings;
  emit: Emit;
  /** The state folder: skills of all agents are in `<home>/skills`, installed programs in `<home>/tools`. */
  home: string;
  /** The skills that come with the project; left out, there are none. */
  bundled?: string;
  machine: Machine;
}

const INSTALL_MS = 300_000;

/** What agents can be told to do: folders with a SKILL.md, and whether this machine has what each of them needs. */
export class Skills {
  readonly #deps: SkillDeps;
  /** One package manager at a time. */
  readonly #installing = new KeyedLock();
  readonly #closing = new AbortController();

  constructor(deps: SkillDeps) {
    this.#deps = deps;
  }

  /** @throws RpcError NOT_FOUND when there is no such agent */
  async status(agentId: string): Promise<SkillsStatusResult> {
    const found = await this.#find(agentId);
    return {
      agentId,
      workspaceDir: this.#deps.agents.workspaceOf(agentId),
      managedSkillsDir: join(this.#deps.home, "skills"),
      skills: await Promise.all(found.map((skill) => this.#describe(skill))),
    };
  }

  /** A skill's text. @throws RpcError NOT_FOUND */
  async card(agentId: string, skillKey: string): Promise<SkillCard> {
    const { key, filePath, content } = await this.#require(agentId, skillKey);
    return {
      schema: "openclaw.skills.skill-card.v1",
      skillKey: key,
      path: filePath,
      sizeBytes: Buffer.byteLength(content),
      content,
    };
  }

  /** @throws RpcError NOT_FOUND when no agent has such a skill, STORAGE */
  async update(skillKey: string, change: { enabled?: boolean; apiKey?: string }): Promise<{ enabled?: boolean }> {
    const known = await this.#everywhere();
    if (!known.some(({ key }) => key === skillKey)) throw noSkill(skillKey);
    const config = await this.#deps.settings.update(skillKey, change);
    this.#deps.emit("skills.changed", { reason: "update" });
    return config;
  }

  /**
   * Gets a program that a skill needs. Goes on when the caller stops waiting; `skills.changed` tells its end.
   * @throws RpcError NOT_FOUND, or UNAVAILABLE where it cannot be done
   */
  async install(agentId: string, skillKey: string, installId: string, timeoutMs = INSTALL_MS) {
    const { manifest } = await this.#require(agentId, skillKey);
    const spec = manifest.install.find(({ id }) => id === installId);
    if (!spec) throw new RpcError("NOT_FOUND", `The skill "${skillKey}" names no way "${installId}" to install.`);
    const plan = installPlan(spec, this.#tools);
    if (!plan) {
      throw new RpcError(
        "UNAVAILABLE",
        `"${spec.kind}" is not installed from here: get ${spec.bins.join(", ") || "it"} by hand.`,
      );
    }
    return this.#installing.run("install", async () => {
      const { signal } = this.#closing;
      const outcome = await runInstall(plan, this.#deps.machine, { timeoutMs, signal });
      this.#deps.emit("skills.changed", { reason: "install" });
      return outcome;
    });
  }

  /** Every program that a skill of any agent asks for. */
  async bins(): Promise<string[]> {
    const skills = await this.#everywhere();
    const named = skills.flatMap(({ manifest: { requires, install } }) => [
      ...requires.bins,
      ...requires.anyBins,
      ...install.flatMap(({ bins }) => bins),
    ]);
    return [...new Set(named)].sort();
  }

  /** Ends what is being installed. Idempotent. */
  close(): void {
    this.#closing.abort();
  }

  get #tools(): string {
    return join(this.#deps.home, "tools");
  }

  #find(agentId: string): Promise<FoundSkill[]> {
    const { agents } = this.#deps;
    return findSkills([...this.#shared(), workspaceRoot(agents.workspaceOf(agents.require(agentId).id))]);
  }

  #everywhere(): Promise<FoundSkill[]> {
    const { agents } = this.#deps;
    return findSkills([...this.#shared(), ...agents.list().map(({ id }) => workspaceRoot(agents.workspaceOf(id)))]);
  }

  #shared(): SkillRoot[] {
    const { bundled, home } = this.#deps;
    return [
      ...(bundled === undefined ? [] : [{ source: "bundled" as const, folder: bundled }]),
      { source: "managed", folder: join(home, "skills") },
    ];
  }

  async #require(agentId: string, skillKey: string): Promise<FoundSkill> {
    const skill = (await this.#find(agentId)).find(({ key }) => key === skillKey);
    if (!skill) throw noSkill(skillKey);
    return skill;
  }

  async #describe({ key, source, baseDir, filePath, manifest }: FoundSkill): Promise<SkillStatus> {
    const { settings, machine } = this.#deps;
    const { requires, always, primaryEnv } = manifest;
    const enabled = settings.enabled(key);
    const isSet = (path: string) => path === `skills.entries.${key}.enabled` && enabled === true;
    const missing = await missingOf(requires, machine, { hasKey: settings.hasKey(key), primaryEnv, isSet });
    const disabled = enabled === false;
    return {
      name: manifest.name,
      description: manifest.description,
      source,
      bundled: source === "bundled",
      filePath,
      baseDir,
      skillKey: key,
      ...(manifest.emoji && { emoji: manifest.emoji }),
      ...(manifest.homepage && { homepage: manifest.homepage }),
      ...(primaryEnv && { primaryEnv }),
      hasApiKey: settings.hasKey(key),
      always,
      disabled,
      blockedByAllowlist: false,
      blockedByAgentFilter: false,
      eligible: !disabled && (always || isNothing(missing)),
      platformIncompatible: missing.os.length > 0,
      requirements: requires,
      missing,
      configChecks: requires.config.map((path) => ({ path, satisfied: isSet(path) })),
      install: await Promise.all(this.#waysFor(manifest.install)),
    };
  }

  #waysFor(specs: FoundSkill["manifest"]["install"]): Promise<SkillInstallOption>[] {
    const { machine } = this.#deps;
    return specs
      .filter(({ os }) => os.length === 0 || os.includes(machine.platform))
      .map(async (spec) => {
        const plan = installPlan(spec, this.#tools);
        const { id, kind, label, bins } = spec;
        const program = plan && (await findProgram(plan.program, machine));
        return { id, kind, label, bins, ...(plan && { command: commandOf(plan) }), available: program !== undefined };
      });
  }
}

function workspaceRoot(workspace: string): SkillRoot {
  return { source: "workspace", folder: join(workspace, "skills") };
}

function noSkill(skillKey: string): RpcError {
  return new RpcError("NOT_FOUND", `There is no skill "${skillKey}": skills.status lists those there are.`);
}
