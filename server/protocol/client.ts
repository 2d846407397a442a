import { type EventScope, isSameScope } from "./chatter.ts";
import { type ClientInput, type ClientState, nextState } from "./client-state.ts";
import { CLOSE, RpcError } from "./errors.ts";
import type {
  ConnectedFrame,
  ErrorFrame,
  EventFrame,
  IdentityInfo,
  Position,
  PrincipalInfo,
  ServerFrame,
} from "./frames.ts";
import { type ClientSocket, Link } from "./link.ts";
import { Listeners, type Unsubscribe } from "./listeners.ts";
import type { Method, ParamsOf, ResultOf } from "./methods.ts";
import { Observation } from "./observation.ts";
import { type GatewayReset, Positions } from "./positions.ts";
import { Renewal } from "./renewal.ts";
import { type Clock, Requests } from "./requests.ts";
import { type Resend, resendOf } from "./resend.ts";
import { stoppedError } from "./stopped-error.ts";

/** The params of a method: typed for those that this version knows. */
export type ParamsFor<M extends string> = M extends Method ? ParamsOf<M> : unknown;
/** The result of a method: typed for those that this version knows. */
export type ResultFor<M extends string> = M extends Method ? ResultOf<M> : unknown;

export interface RequestOptions {
  /** The gateway to ask. Default: the caller's default one. */
  gateway?: string;
  /** Withdraws the request: it rejects with ABORTED. */
  signal?: AbortSignal;
  /** Milliseconds until TIMEOUT, waiting for a connection included. Default 30,000. */
  timeoutMs?: number;
  /** Default: `always` for methods that only read and for params with an `idempotencyKey`, else `never`. */
  resend?: Resend;
}

/** What whoever uses a client sees of it, whatever carries its frames. */
export type Client = Pick<GatewayClient, keyof GatewayClient>;

/** What the browser tells of the network and of the tab. */
export interface Signals {
  isOnline(): boolean;
  on(listener: (signal: "online" | "offline" | "visible") => void): Unsubscribe;
}

export interface ClientOptions {
  /** Opens a socket to the server; called once a try. */
  openSocket: () => ClientSocket;
  /** A token for servers that find none in the handshake; null when nobody is signed in. A failure is tried again. */
  token?: (identity: IdentityInfo | undefined) => Promise<string | null>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** Unguessable and unique. */
  newId: () => string;
  signals: Signals;
  /** Hears what listeners throw: one that fails takes nothing from the others. */
  onFault: (error: unknown) => void;
  /** Milliseconds between two signs of life. Default 20,000. */
  heartbeatMs?: number;
}

const HEARTBEAT_MS = 20_000;
const REQUEST_MS = 30_000;
/** How long a connection has to show that it lives, after a signal that it may not. */
const PROBE_MS = { online: 500, offline: 400, visible: 1_500, quiet: 1_500 } as const;

/**
 * The one connection of a page, or of a script, to `/ws`. Its states and what leads from one to the other stand in
 * `client-state.ts`; here is what entering and leaving them does. One socket at a time: each has its {@link Link},
 * which says nothing any more once the next one is opened.
 */
export class GatewayClient {
  /** For looking at what passes. */
  readonly observation: Observation;
  readonly #options: ClientOptions;
  readonly #requests: Requests;
  readonly #positions = new Positions();
  readonly #states: Listeners<[ClientState]>;
  readonly #events: Listeners<[EventFrame]>;
  readonly #resets: Listeners<[GatewayReset]>;
  #scope: EventScope = "all";
  #state: ClientState = { state: "idle" };
  #link: Link | undefined;
  readonly #renewal: Renewal;
  #clientId = "";
  #identity: IdentityInfo | undefined;
  #defaultGateway: string | undefined;
  #greetedBefore = false;
  /** Whether there was reason to take the connection for dead, and it has not shown since then that it lives. */
  #doubted = false;
  #cancelRetry = () => {};
  #forgetSignals = () => {};

  constructor(options: ClientOptions) {
    this.#options = options;
    this.observation = new Observation(options.onFault);
    this.#states = new Listeners(options.onFault);
    this.#events = new Listeners(options.onFault);
    this.#resets = new Listeners(options.onFault);
    this.#requests = new Requests(options);
    this.#renewal = new Renewal({
      clock: options.clock,
      token: async () => (await options.token?.(this.#identity)) ?? null,
      send: (frame) => this.#link?.send(JSON.stringify(frame)),
      onFault: options.onFault,
    });
  }

  /** How people sign in, once a greeting said so; undefined where they do on this server's own page. */
  get identity(): IdentityInfo | undefined {
    return this.#identity;
  }

  /** The caller's default gateway, once a greeting named it. */
  get defaultGateway(): string | undefined {
    return this.#defaultGateway;
  }

  /** Connects now, also when it waits or has stopped; connecting or connected already it does nothing. */
  connect(): void {
    this.#take({ input: "connect" });
  }

  /**
   * Asks a gateway. While there is no connection the request waits for one.
   * @throws RpcError with the gateway's code; TIMEOUT; ABORTED; GATEWAY_LOST when the connection broke and the request
   * must not be sent twice; UNAUTHENTICATED or UNAVAILABLE when the client has stopped; RATE_LIMITED when 1,000 wait
   */
  async request<M extends string>(
    method: M,
    params?: ParamsFor<M>,
    options: RequestOptions = {},
  ): Promise<ResultFor<M>> {
    if (this.#state.state === "stopped") throw stoppedError(this.#state);
    const { gateway, signal, timeoutMs = REQUEST_MS, resend = resendOf(method, params) } = options;
    const answer = this.#requests.add({ method, params, gateway, signal, timeoutMs, resend });
    if (gateway) this.#positions.watch(gateway);
    if (this.#state.state === "ready") this.#flush();
    this.observation.time(method, gateway, answer);
    // The table of methods says what the server answers with.
    return (await answer) as ResultFor<M>;
  }

  getState(): ClientState {
    return this.#state;
  }

  onState(listener: (state: ClientState) => void): Unsubscribe {
    return this.#states.add(listener);
  }

  /** Every event of every gateway, once, in order. */
  onEvent(listener: (event: EventFrame) => void): Unsubscribe {
    return this.#events.add(listener);
  }

  onReset(listener: (reset: GatewayReset) => void): Unsubscribe {
    return this.#resets.add(listener);
  }

  /**
   * Whose chatty events are wanted, now and on every later connection; until then all. What was left out before does not
   * come any more: whoever begins to want it reads what there is.
   */
  setScope(scope: EventScope): void {
    if (isSameScope(scope, this.#scope)) return;
    this.#scope = scope;
    if (this.#state.state === "ready") this.#sendScope();
  }

  /** Fails what is pending and ends the socket. Idempotent; `connect()` begins anew. */
  close(): void {
    this.#take({ input: "close" });
  }

  #take(input: ClientInput): void {
    const { clock, random, signals } = this.#options;
    const from = this.#state;
    const to = nextState(from, input, { now: clock.now(), online: signals.isOnline(), random: random() });
    if (to === from) return;
    this.#state = to;
    this.#leave(from);
    this.#enter(to);
    // Entering may have led on already; then everybody has heard of that.
    if (this.#state === to) this.#states.tell(to);
  }

  #leave(from: ClientState): void {
    this.#cancelRetry();
    if (from.state === "ready") {
      this.#doubted = false;
      this.#requests.lose();
      this.#renewal.stop();
    }
    if (from.state === "idle" || from.state === "stopped") this.#listenToSignals();
  }

  #enter(to: ClientState): void {
    switch (to.state) {
      case "idle":
      case "greeting":
        return;
      case "connecting":
        this.#drop();
        return this.#open();
      case "ready":
        return this.#begin();
      case "waiting":
      case "offline":
        this.#drop();
        this.#cancelRetry = this.#options.clock.after(Math.max(0, to.retryAt - this.#options.clock.now()), () =>
          this.#take({ input: "retry" }),
        );
        return;
      case "stopped":
        this.#drop();
        this.#forgetSignals();
        return this.#requests.failAll(() => stoppedError(to));
    }
  }

  #open(): void {
    const { clock, openSocket } = this.#options;
    try {
      this.#link = new Link(openSocket(), {
        clock,
        listener: {
          opened: () => this.#take({ input: "open" }),
          heard: (link, frame) => this.#hear(link, frame),
          passed: (direction, text) => this.observation.show(direction, text),
          ended: (code, reason) => this.#end(code, reason),
        },
      });
    } catch (error) {
      this.#take({
        input: "closed",
        code: CLOSE.INTERNAL.code,
        reason: `No connection could be opened: ${text(error)}`,
      });
    }
  }

  /** A sign-in that ran out on a living connection, as in a tab that slept, may be renewed: it is tried once. */
  #end(code: number, reason: string): void {
    const doubted = this.#doubted;
    const mayRenew = code === CLOSE.EXPIRED.code && this.#state.state === "ready" && this.#identity !== undefined;
    if (mayRenew) this.#take({ input: "closed", code: CLOSE.RESTART.code, reason: "Your sign-in is being renewed." });
    else this.#take({ input: "closed", code, reason });
    // It died while nobody was there to notice: there is nothing to wait for.
    if (doubted) this.#take({ input: "retry" });
  }

  #drop(): void {
    this.#link?.close();
    this.#link = undefined;
  }

  /** Takes up where the last socket ended, before anything new is asked. */
  #begin(): void {
    this.#link?.startHeartbeat(this.#options.heartbeatMs ?? HEARTBEAT_MS);
    if (this.#scope !== "all") this.#sendScope();
    if (this.#greetedBefore) {
      const { frames, resets } = this.#positions.resume();
      for (const frame of frames) this.#link?.send(JSON.stringify(frame));
      for (const reset of resets) this.#resets.tell(reset);
    }
    this.#greetedBefore = true;
    this.#flush();
  }

  /** Nobody waits for the answer: a server that knows no scopes sends everything. */
  #sendScope(): void {
    const sessions = this.#scope === "all" ? "all" : [...this.#scope];
    const id = this.#options.newId();
    this.#link?.send(JSON.stringify({ type: "req", id, method: "events.scope", params: { sessions } }));
  }

  #flush(): void {
    const frames = this.#requests.takeUnsent();
    for (const frame of frames) this.#link?.send(frame);
    if (frames.length > 0) this.#link?.whenQuiet(() => this.#doubt("quiet"));
  }

  #hear(link: Link, frame: ServerFrame): void {
    switch (frame.type) {
      case "connected":
        return void this.#greet(link, frame.payload);
      case "authenticated":
        return this.#welcome(frame.payload);
      case "res":
        return this.#requests.answer(frame);
      case "event":
        // The server's own farewell has no position; the close that follows tells the same.
        return "seq" in frame ? this.#pass(frame) : undefined;
      case "resumed":
        return this.#positions.resumed(frame.payload.gateway);
      case "resume_failed":
        return this.#lostTrack(frame.payload);
      case "error":
        return this.#fault(frame);
      case "pong":
        this.#doubted = false;
        return;
    }
  }

  async #greet(link: Link, payload: ConnectedFrame["payload"]): Promise<void> {
    this.#clientId = payload.clientId;
    const { authenticated, gateway, epoch, seq, principal } = payload;
    this.#identity = payload.identity;
    if (authenticated) {
      const position = epoch !== undefined && seq !== undefined ? { epoch, seq } : undefined;
      return this.#welcome({ principal, gateway, ...position });
    }
    try {
      const token = (await this.#options.token?.(this.#identity)) ?? null;
      if (token === null) return link.fail("You are not signed in.", CLOSE.UNAUTHENTICATED.code);
      link.send(JSON.stringify({ type: "auth", token }));
    } catch (error) {
      link.fail(`Your sign-in could not be renewed: ${text(error)}`);
    }
  }

  #welcome({
    principal,
    gateway,
    epoch,
    seq,
  }: { principal?: PrincipalInfo; gateway?: string } & Partial<Position>): void {
    this.#renewal.start(principal?.expiresAt);
    // The answer to a renewed sign-in: the connection goes on where it is.
    if (this.#state.state === "ready") return;
    const before = this.#defaultGateway;
    if (gateway !== undefined) {
      this.#defaultGateway = gateway;
      if (epoch !== undefined && seq !== undefined) this.#positions.greeted(gateway, { epoch, seq });
    }
    this.#take({ input: "greeted", clientId: this.#clientId, principal });
    // Whoever asked "the default one" was shown another gateway's data.
    if (before !== undefined && gateway !== undefined && before !== gateway) {
      for (const each of [before, gateway]) this.#resets.tell({ gateway: each, reason: "unknown" });
    }
  }

  #pass(event: EventFrame): void {
    const verdict = this.#positions.accept(event);
    if (verdict === "old") return;
    if (verdict === "new-epoch") this.#resets.tell({ gateway: event.gateway, reason: "epoch" });
    this.#events.tell(event);
  }

  #lostTrack(reset: GatewayReset): void {
    this.#positions.failed(reset.gateway);
    this.#resets.tell(reset);
  }

  #fault({ ref, code, message, retryAfterMs }: ErrorFrame): void {
    if (ref?.id === undefined) {
      // A fault that names no request has nobody else to hear of it.
      this.#options.onFault(RpcError.from({ code, message, retryAfterMs }));
      return;
    }
    this.#requests.answer({ type: "res", id: ref.id, ok: false, error: { code, message, retryAfterMs } });
  }

  #listenToSignals(): void {
    this.#forgetSignals();
    this.#forgetSignals = this.#options.signals.on((signal) => {
      if (this.#state.state === "ready") this.#doubt(signal);
      else this.#take({ input: signal });
    });
  }

  #doubt(why: keyof typeof PROBE_MS): void {
    this.#doubted = why !== "offline";
    this.#link?.probe(PROBE_MS[why]);
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
