import type { GatewayEvents } from "../../protocol/events.ts";
import type { JsonObject } from "../../protocol/frames.ts";
import { isObject } from "./rows.ts";
import { SettingsWatch } from "./settings-watch.ts";

/** Sessions that are told at most to have gone with their agent. */
export const MOST_SESSIONS = 1_000;
/** How long an answer waits for a changed agent, in milliseconds: a gateway may write what it was given another way. */
const CHANGED_MS = 2_000;

type Request = (method: string, params: unknown) => Promise<unknown>;

/**
 * What a real gateway leaves open when it answers that an agent was made, changed or deleted: it works by that only
 * once it has taken its settings over, and it never tells that the sessions of a deleted agent are gone.
 */
export class AgentChanges {
  readonly #request: Request;
  readonly #settings = new SettingsWatch();

  constructor(request: Request) {
    this.#request = request;
  }

  /** The gateway works by its settings as they are now. */
  settingsTaken(): void {
    this.#settings.taken();
  }

  /** Keys of an agent's sessions; none when the gateway does not say. */
  async sessionsOf(agentId: string): Promise<string[]> {
    const params = { agentId, archived: "all", limit: MOST_SESSIONS };
    const answer = await this.#request("sessions.list", params).catch(() => undefined);
    const sessions: unknown[] = isObject(answer) && Array.isArray(answer.sessions) ? answer.sessions : [];
    return sessions.flatMap((row) => (isObject(row) && typeof row.key === "string" ? [row.key] : []));
  }

  /** Resolves once the change is so for whoever asks from now on. @param params what the change was asked with */
  async inEffect({ agentId, reason }: GatewayEvents["agents.changed"], params: unknown): Promise<void> {
    if (reason === "files") return;
    const isSo: Record<typeof reason, (agent: JsonObject | undefined) => boolean> = {
      create: (agent) => agent !== undefined,
      delete: (agent) => agent === undefined,
      update: (agent) => agent === undefined || isAsAsked(agent, isObject(params) ? params : {}),
    };
    // What was done is done, also when nobody can be asked any more.
    await this.#settings
      .until(async () => isSo[reason](await this.#agent(agentId)), reason === "update" ? CHANGED_MS : undefined)
      .catch(() => {});
  }

  async #agent(agentId: string): Promise<JsonObject | undefined> {
    const answer = await this.#request("agents.list", {});
    const agents: unknown[] = isObject(answer) && Array.isArray(answer.agents) ? answer.agents : [];
    return agents.find((agent): agent is JsonObject => isObject(agent) && agent.id === agentId);
  }
}

/** Only what was named can be waited for; what was taken away shows as something of the gateway's own. */
function isAsAsked(agent: JsonObject, { name, model, emoji }: JsonObject): boolean {
  const identity = isObject(agent.identity) ? agent.identity : {};
  const primary = isObject(agent.model) ? agent.model.primary : undefined;
  const pairs = [
    [name, agent.name],
    [model, primary],
    [emoji, identity.emoji],
  ];
  return pairs.every(([asked, is]) => typeof asked !== "string" || asked.trim() === "" || asked.trim() === is);
}
