import { type EventScope, isSameScope } from "@/server/protocol/chatter.ts";
import type { Client, ParamsFor, RequestOptions, ResultFor } from "@/server/protocol/client.ts";
import { type ClientState, stop } from "@/server/protocol/client-state.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { EventFrame, IdentityInfo } from "@/server/protocol/frames.ts";
import { Listeners, type Unsubscribe } from "@/server/protocol/listeners.ts";
import { Observation } from "@/server/protocol/observation.ts";
import { type GatewayReset, MAX_GATEWAYS } from "@/server/protocol/positions.ts";
import { stoppedError } from "@/server/protocol/stopped-error.ts";
import type { Told } from "./messages.ts";
import { TabRequests } from "./tab-requests.ts";
import { WorkerLine, type WorkerLineOptions } from "./worker-line.ts";

export interface TabClientOptions extends Omit<WorkerLineOptions, "onTold" | "onLost"> {
  /** A client with a socket of its own, for when there is no worker. */
  makeOwn: () => Client;
  /** Hears what listeners throw: one that fails takes nothing from the others. */
  onFault: (error: unknown) => void;
}

/**
 * A tab's part of the client that all tabs share. Where the worker cannot be had, or dies, it goes on with a socket of
 * its own; whoever uses it notices no more than a reconnect.
 */
export class TabClient implements Client {
  readonly observation: Observation;
  readonly #options: TabClientOptions;
  readonly #requests = new TabRequests((id) => this.#line?.say({ type: "withdraw", id }));
  readonly #states: Listeners<[ClientState]>;
  readonly #events: Listeners<[EventFrame]>;
  readonly #resets: Listeners<[GatewayReset]>;
  /** Gateways whose data may be shown here. */
  readonly #gateways = new Set<string>();
  #scope: EventScope = "all";
  #state: ClientState = { state: "idle" };
  #identity: IdentityInfo | undefined;
  #defaultGateway: string | undefined;
  #line: WorkerLine | undefined;
  #own: Client | undefined;

  constructor(options: TabClientOptions) {
    this.#options = options;
    this.#states = new Listeners(options.onFault);
    this.#events = new Listeners(options.onFault);
    this.#resets = new Listeners(options.onFault);
    this.observation = new Observation(options.onFault, (isWatching) => this.#line?.say({ type: "watch", isWatching }));
  }

  get identity(): IdentityInfo | undefined {
    return this.#identity;
  }

  get defaultGateway(): string | undefined {
    return this.#defaultGateway;
  }

  connect(): void {
    if (this.#own) return this.#own.connect();
    if (this.#line) return this.#line.say({ type: "connect" });
    this.#set({ state: "connecting", attempt: 0, since: this.#options.clock.now() });
    this.#line = new WorkerLine({
      ...this.#options,
      onTold: (told) => this.#hear(told),
      onLost: () => this.#goOnAlone(),
    });
  }

  /** @throws RpcError as a client with its own socket; GATEWAY_LOST also when the worker dies before the answer */
  async request<M extends string>(
    method: M,
    params?: ParamsFor<M>,
    options: RequestOptions = {},
  ): Promise<ResultFor<M>> {
    if (this.#state.state === "stopped") throw stoppedError(this.#state);
    if (options.gateway !== undefined) this.#know(options.gateway);
    const answer = this.#requests.add(method, params, options);
    this.#ask();
    this.observation.time(method, options.gateway, answer);
    // The table of methods says what the server answers with.
    return (await answer) as ResultFor<M>;
  }

  getState(): ClientState {
    return this.#state;
  }

  onState(listener: (state: ClientState) => void): Unsubscribe {
    return this.#states.add(listener);
  }

  onEvent(listener: (event: EventFrame) => void): Unsubscribe {
    return this.#events.add(listener);
  }

  onReset(listener: (reset: GatewayReset) => void): Unsubscribe {
    return this.#resets.add(listener);
  }

  setScope(scope: EventScope): void {
    if (isSameScope(scope, this.#scope)) return;
    this.#scope = scope;
    this.#line?.say({ type: "scope", scope });
    this.#own?.setScope(scope);
  }

  /** Fails what is pending and leaves the worker to the other tabs. Idempotent; `connect()` begins anew. */
  close(): void {
    this.#line?.close();
    this.#line = undefined;
    this.#own?.close();
    this.#own = undefined;
    const stopped = stop();
    if (this.#state.state !== "stopped") this.#set(stopped);
    this.#requests.failAll(() => stoppedError(stopped));
  }

  #ask(): void {
    const line = this.#line;
    if (this.#own) this.#requests.passTo(this.#own);
    else if (line?.isWelcome) this.#requests.sayTo((ask) => line.say(ask));
  }

  #hear(told: Told): void {
    switch (told.type) {
      case "welcome":
        this.#line?.say({ type: "scope", scope: this.#scope });
        if (this.observation.isWatching) this.#line?.say({ type: "watch", isWatching: true });
        return this.#ask();
      case "state":
        // Tokens of a sign-in that is kept elsewhere come from a page: a worker has none.
        if (told.identity) return this.#goOnAlone();
        return this.#set(told.state, told);
      case "event":
        this.#know(told.event.gateway);
        return this.#events.tell(told.event);
      case "reset":
        return this.#resets.tell(told.reset);
      case "answer":
        return this.#requests.answer(told);
      case "frame":
        return this.observation.show(told.frame.direction, told.frame.text);
      case "fault":
        return this.#options.onFault(RpcError.from(told.error));
    }
  }

  /** Nobody knows what happened between the worker's last word and the own socket's greeting: all is read again. */
  #goOnAlone(): void {
    const stale = this.#line?.isWelcome ? [...this.#gateways] : [];
    this.#line?.close();
    this.#line = undefined;
    const own = this.#options.makeOwn();
    this.#own = own;
    own.setScope(this.#scope);
    own.observation.onFrame(({ direction, text }) => this.observation.show(direction, text));
    own.onEvent((event) => this.#events.tell(event));
    own.onReset((reset) => this.#resets.tell(reset));
    own.onState((state) => {
      this.#set(state, own);
      if (state.state !== "ready") return;
      for (const gateway of stale.splice(0)) this.#resets.tell({ gateway, reason: "unknown" });
    });
    own.connect();
    this.#requests.passTo(own);
  }

  #set(state: ClientState, about: Pick<Client, "identity" | "defaultGateway"> = this): void {
    this.#identity = about.identity;
    this.#defaultGateway = about.defaultGateway;
    if (about.defaultGateway !== undefined) this.#know(about.defaultGateway);
    this.#state = state;
    this.#states.tell(state);
  }

  #know(gateway: string): void {
    this.#gateways.add(gateway);
    const [oldest] = this.#gateways;
    if (this.#gateways.size > MAX_GATEWAYS && oldest !== undefined) this.#gateways.delete(oldest);
  }
}
