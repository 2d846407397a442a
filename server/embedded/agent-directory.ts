import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RpcError } from "../protocol/errors.ts";
import type { AgentRecord, AgentStore } from "../store/contract.ts";
import { codeOf } from "./confined-path.ts";
import type { Clock } from "./runs/contract.ts";
import { starterFiles } from "./starter-files.ts";

/** The agent that is always there. */
export const DEFAULT_AGENT_ID = "main";
export const MAX_AGENTS = 200;

/** The agents of this gateway, held in memory and on disk, each with its folder. */
export class AgentDirectory {
  readonly #store: AgentStore;
  readonly #home: string;
  readonly #clock: Clock;
  readonly #agents: Map<string, AgentRecord>;

  /** Reads the agents and makes the default one at the first start. */
  static async open(options: { store: AgentStore; home: string; clock: Clock }): Promise<AgentDirectory> {
    const directory = new AgentDirectory(options, await options.store.list());
    if (!directory.has(DEFAULT_AGENT_ID)) await directory.create({ id: DEFAULT_AGENT_ID, name: "Main", emoji: "🛰️" });
    for (const { id, name } of directory.list()) await directory.#furnish(id, name);
    return directory;
  }

  private constructor(options: { store: AgentStore; home: string; clock: Clock }, agents: AgentRecord[]) {
    this.#store = options.store;
    this.#home = options.home;
    this.#clock = options.clock;
    this.#agents = new Map(agents.map((agent) => [agent.id, agent]));
  }

  list(): AgentRecord[] {
    return [...this.#agents.values()];
  }

  has(id: string): boolean {
    return this.#agents.has(id);
  }

  get(id: string): AgentRecord | undefined {
    return this.#agents.get(id);
  }

  /** @throws RpcError NOT_FOUND */
  require(id: string): AgentRecord {
    const agent = this.#agents.get(id);
    if (agent) return agent;
    throw new RpcError("NOT_FOUND", `There is no agent "${id}": see agents.list, or make it with agents.create.`);
  }

  /** The agent's folder, absolute. */
  workspaceOf(id: string): string {
    return join(this.#home, "agents", id, "workspace");
  }

  /** @throws RpcError CONFLICT when the id is taken, RATE_LIMITED past {@link MAX_AGENTS}, STORAGE */
  async create(facts: Omit<AgentRecord, "createdAt">): Promise<AgentRecord> {
    if (this.has(facts.id))
      throw new RpcError("CONFLICT", `There is an agent "${facts.id}" already: choose another id.`);
    if (this.#agents.size >= MAX_AGENTS) {
      throw new RpcError("RATE_LIMITED", `There are ${MAX_AGENTS} agents, the most there can be: delete one first.`, {
        retryable: false,
      });
    }
    const agent = { ...facts, createdAt: this.#clock() };
    // Taken before it is on disk, so that a second call with the same id is refused meanwhile.
    this.#agents.set(agent.id, agent);
    try {
      await this.#furnish(agent.id, agent.name);
      await this.#store.put(agent);
    } catch (error) {
      this.#agents.delete(agent.id);
      throw error;
    }
    return agent;
  }

  /** @throws RpcError NOT_FOUND or STORAGE */
  async update(agent: AgentRecord): Promise<void> {
    this.require(agent.id);
    await this.#store.put(agent);
    this.#agents.set(agent.id, agent);
  }

  /** @throws RpcError INVALID_REQUEST for the default agent, NOT_FOUND or STORAGE */
  async delete(id: string): Promise<void> {
    this.require(id);
    if (id === DEFAULT_AGENT_ID) {
      throw new RpcError("INVALID_REQUEST", `The default agent "${id}" stays: rename it or change its files instead.`);
    }
    await this.#store.delete(id);
    this.#agents.delete(id);
  }

  /** A file that is written meanwhile goes along, and a new agent of that id begins with an empty folder. */
  async deleteFiles(id: string): Promise<void> {
    const agents = join(this.#home, "agents");
    const doomed = await mkdtemp(join(agents, ".deleted-"));
    try {
      await rename(join(agents, id), join(doomed, id));
    } catch (cause) {
      if (codeOf(cause) !== "ENOENT")
        throw new RpcError(
          "STORAGE",
          `The folder of the agent "${id}" cannot be removed: see to the disk, then remove it by hand.`,
          { cause },
        );
    }
    await rm(doomed, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Makes the folder with its starter files. A file that a person removed from an older folder is left removed. */
  async #furnish(id: string, name: string): Promise<void> {
    const workspace = this.workspaceOf(id);
    try {
      const made = await mkdir(workspace, { recursive: true, mode: 0o700 });
      if (made === undefined) return;
      for (const file of starterFiles(name)) await writeFile(join(workspace, file.name), file.content, { flag: "wx" });
    } catch (cause) {
      throw new RpcError(
        "STORAGE",
        `The folder of the agent "${id}" cannot be made: see to the disk of the state folder, then try again.`,
        {
          cause,
        },
      );
    }
  }
}
