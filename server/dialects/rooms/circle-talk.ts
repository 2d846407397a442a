import { RpcError } from "../../protocol/errors.ts";
import type { PrincipalInfo } from "../../protocol/frames.ts";
import type { CircleAgent, RoomBus, RoomHost } from "./ports.ts";

export interface CircleTalkOptions {
  bus: RoomBus;
  host: RoomHost;
  shapeFault: (error: unknown, doing: string) => RpcError;
}

/** Answers of one circle that may be under way at once. */
export const MAX_ANSWERS = 64;

/** Hands what people say in circles to the agents there, and says their answers to everybody. */
export class CircleTalk {
  readonly #options: CircleTalkOptions;
  /** Circle → agent → its answers under way. */
  readonly #working = new Map<string, Map<string, number>>();

  constructor(options: CircleTalkOptions) {
    this.#options = options;
  }

  /**
   * Asks the agents that are `@mentioned`, or all of the circle; resolves when each has answered or failed. An agent
   * that fails is told by `onFault`.
   * @throws RpcError RATE_LIMITED when too many answers are under way
   */
  async ask(
    principal: PrincipalInfo,
    circle: string,
    content: string,
    onFault: (error: RpcError, agentId: string) => void,
  ): Promise<void> {
    const { host, shapeFault } = this.#options;
    const addressed = addressedIn(content, await host.agentsOf(principal, circle));
    const busy = [...(this.#working.get(circle)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    if (busy + addressed.length > MAX_ANSWERS) {
      throw new RpcError("RATE_LIMITED", `${MAX_ANSWERS} answers are under way in this circle: wait for some.`, {
        retryAfterMs: 1_000,
      });
    }
    const message = withoutMentions(content, addressed);
    await Promise.all(
      addressed.map((agent) =>
        this.#answer(principal, circle, agent, message).catch((error: unknown) =>
          onFault(shapeFault(error, "an answer in a circle"), agent.id),
        ),
      ),
    );
  }

  async #answer(principal: PrincipalInfo, circle: string, agent: CircleAgent, message: string): Promise<void> {
    const { bus, host } = this.#options;
    this.#count(circle, agent.id, 1);
    try {
      const { runId, text } = await host.ask({ principal, agentId: agent.id, circle, message });
      if (text === "") return;
      bus.publish("agent.message", {
        circle_name: circle,
        agent_id: agent.id,
        agent_name: agent.name,
        content: text,
        run_id: runId,
      });
    } finally {
      this.#count(circle, agent.id, -1);
    }
  }

  /** Tells the circle who works, when that has changed. */
  #count(circle: string, agentId: string, change: 1 | -1): void {
    const agents = this.#working.get(circle) ?? new Map<string, number>();
    this.#working.set(circle, agents);
    const before = agents.get(agentId) ?? 0;
    const after = before + change;
    if (after > 0) agents.set(agentId, after);
    else agents.delete(agentId);
    if (agents.size === 0) this.#working.delete(circle);
    if (before > 0 && after > 0) return;
    this.#options.bus.publish("circle.status", {
      circle_name: circle,
      state: agents.size > 0 ? "working" : "idle",
      working: [...agents.keys()],
    });
  }
}

const MENTION = /(?<![\p{L}\p{N}_@.-])@([\p{L}\p{N}_-]+)/gu;

function addressedIn(content: string, agents: readonly CircleAgent[]): readonly CircleAgent[] {
  const mentioned = new Set([...content.matchAll(MENTION)].map(([, name = ""]) => name.toLowerCase()));
  const addressed = agents.filter(({ id, name }) => mentioned.has(id) || mentioned.has(name.toLowerCase()));
  return addressed.length > 0 ? addressed : agents;
}

/** An agent is not told its own name; nothing but names stays as it is. */
function withoutMentions(content: string, agents: readonly CircleAgent[]): string {
  const names = new Set(agents.flatMap(({ id, name }) => [id, name.toLowerCase()]));
  const rest = content
    .replace(MENTION, (mention, name: string) => (names.has(name.toLowerCase()) ? "" : mention))
    .trim();
  return rest || content;
}
