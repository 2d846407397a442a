import { RpcError } from "../protocol/errors.ts";
import type { JsonObject } from "../protocol/frames.ts";
import type { Peer } from "./dialect.ts";
import { isObject } from "./frames.ts";
import { SessionWatch } from "./jsonrpc-watch.ts";

export interface SendOptions {
  newId: () => string;
  /** Between two looks after runs that have not been heard of, in milliseconds. Default 30 s. */
  recheckMs: number;
}

/** Where a message comes from. */
export interface From {
  peer: string;
  channel: string;
  account?: string;
  guild?: string;
}

export interface Sent {
  agent_id: string;
  session_key: string;
  reply: string;
}

interface Route {
  agentId: string;
  sessionKey: string;
}

/** Answers of one connection that may be under way at once. */
export const MAX_SENDS = 50;

/**
 * Messages of one connection, each answered when its run ends, however long that takes. The run goes on when the
 * connection does not.
 */
export class Sends {
  readonly #peer: Peer;
  readonly #options: SendOptions;
  /** By gateway: the default one may change. */
  readonly #watches = new Map<string, SessionWatch>();
  #underWay = 0;
  /** Messages are handed over one after the other, so that those to one session arrive in order. */
  #handingOver: Promise<unknown> = Promise.resolve();

  constructor(peer: Peer, options: SendOptions) {
    this.#peer = peer;
    this.#options = options;
  }

  /** @throws RpcError when the message is not taken, or the run does not end well */
  async send(text: string, from: From, agentId: string | undefined): Promise<Sent> {
    if (this.#underWay >= MAX_SENDS) {
      throw new RpcError(
        "RATE_LIMITED",
        `${MAX_SENDS} messages wait for their answer here: let one be answered first.`,
        {
          retryAfterMs: 1_000,
        },
      );
    }
    const gateway = this.#peer.defaultGateway();
    if (gateway === undefined) throw new RpcError("NO_GATEWAY", "No container provisioned.");
    this.#underWay += 1;
    try {
      const handedOver = this.#handingOver.then(() => this.#handOver(gateway, text, from, agentId));
      this.#handingOver = handedOver.catch(() => undefined);
      const { route, answer } = await handedOver;
      return { agent_id: route.agentId, session_key: route.sessionKey, reply: await answer };
    } finally {
      this.#underWay -= 1;
    }
  }

  close(): void {
    for (const watch of this.#watches.values()) watch.close();
  }

  async #handOver(
    gateway: string,
    text: string,
    from: From,
    agentId: string | undefined,
  ): Promise<{ route: Route; answer: Promise<string> }> {
    const route = await this.#route(gateway, from, agentId);
    const runId = this.#options.newId();
    const run = this.#watch(gateway).expect(runId, route);
    // Waited for only once the message is taken; until then its failure is the answer.
    run.answer.catch(() => undefined);
    try {
      const { sessionKey, agentId: agent } = route;
      const params = { sessionKey, agentId: agent, message: text, idempotencyKey: runId };
      await this.#peer.call("chat.send", params, { gateway });
      run.taken();
    } catch (error) {
      run.forget();
      throw error;
    }
    return { route, answer: run.answer };
  }

  #watch(gateway: string): SessionWatch {
    const known = this.#watches.get(gateway);
    if (known) return known;
    const watch = new SessionWatch(this.#peer, gateway, this.#options.recheckMs);
    this.#watches.set(gateway, watch);
    return watch;
  }

  /** Who answers, and where. Gateways without bindings have their default agent answer in its main session. */
  async #route(gateway: string, from: From, agentId: string | undefined): Promise<Route> {
    if (await this.#hasBindings(gateway)) {
      const { peer, channel, account, guild } = from;
      const wanted = {
        peer,
        channel,
        ...(account && { account }),
        ...(guild && { guild }),
        ...(agentId && { agentId }),
      };
      const route = await this.#call("bindings.resolve", wanted, gateway);
      return { agentId: String(route.agentId), sessionKey: String(route.sessionKey) };
    }
    const { agents, defaultId, mainKey } = await this.#call("agents.list", {}, gateway);
    const agent = agentId ?? String(defaultId);
    const known = Array.isArray(agents) && agents.some((candidate) => isObject(candidate) && candidate.id === agent);
    if (!known)
      throw new RpcError("INVALID_REQUEST", `There is no agent "${agent}": agents.list says which there are.`);
    return { agentId: agent, sessionKey: `agent:${agent}:${mainKey ?? "main"}` };
  }

  async #hasBindings(gateway: string): Promise<boolean> {
    const { gateways } = await this.#call("gateways.list", {}, gateway);
    const described = Array.isArray(gateways) ? gateways.find((one) => isObject(one) && one.id === gateway) : undefined;
    return isObject(described) && Array.isArray(described.methods) && described.methods.includes("bindings.resolve");
  }

  async #call(method: string, params: object, gateway: string): Promise<JsonObject> {
    const answer = await this.#peer.call(method, params, { gateway });
    return isObject(answer) ? answer : {};
  }
}
