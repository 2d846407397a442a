import type { IncomingMessage } from "node:http";
import type { RawData } from "ws";
import type { CloseReason, EventCodec, LoggedEvent, Peer, ResumeOutcome, SharedFrame } from "../dialects/dialect.ts";
import { CLOSE, RpcError } from "../protocol/errors.ts";
import { allows, type Position, type PrincipalInfo, type ShutdownFrame } from "../protocol/frames.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import type { HubContext } from "./context.ts";
import { Dialogue } from "./dialogue.ts";
import type { LogEntry } from "./event-log.ts";
import { Expiry } from "./expiry.ts";
import type { Feed, FeedChange } from "./feeds.ts";
import { frameBytes, frameText } from "./framing.ts";
import { greetingOf } from "./greeting.ts";
import { Outbox } from "./outbox.ts";
import { RateGate } from "./rates.ts";
import { asBuffer } from "./reading.ts";
import { addressOf } from "./upgrades.ts";

type State =
  /** Credentials are being looked at; frames wait. */
  | { state: "authenticating"; queue: string[] }
  | { state: "anonymous" }
  | { state: "ready"; principal: PrincipalInfo }
  | { state: "draining"; timer: NodeJS.Timeout }
  | { state: "closed" };

/** Marks of a silent peer: pings that nothing has come back for. */
const SILENT_PINGS = 2;

/**
 * One socket's life.
 *
 * ```
 *                    no credentials               token
 *   authenticating ──────────────────▶ anonymous ───────▶ authenticating
 *         │   ▲                            │ ▲                   │
 *         │   └──────── bad token ─────────┼─┴───────────────────┤
 *         │ recognised                     │ 10 s                │ recognised
 *         ▼                                ▼                     ▼
 *       ready ───────── close() ──────▶ draining ◀── close() ─ ready
 *                                          │ the peer answers, or 5 s
 *                                          ▼
 *         the socket breaks ───────────▶ closed
 * ```
 */
export class Connection implements Peer {
  readonly id: string;
  readonly remoteAddress: string;
  /** The browser's session that let it in; undefined for who came otherwise. */
  readonly browser: string | undefined;
  readonly #address: string;
  readonly #options: ConnectionOptions;
  readonly #hub: HubContext;
  readonly #outbox: Outbox;
  readonly #dialogue: Dialogue;
  readonly #rate: RateGate;
  readonly #subscriptions = new Set<() => void>();
  readonly #deadline: NodeJS.Timeout;
  readonly #expiry: Expiry;
  /** Made at the first frame that is too much. */
  #refusals: RateGate | undefined;
  #state: State = { state: "authenticating", queue: [] };
  /** Aborts calls when the connection ends. Made for the first handler that looks at its signal. */
  #gone: AbortController | undefined;
  #pendingCalls = 0;
  #silentPings = 0;

  /** The request is read and let go of: with all its headers it would weigh more than the rest. */
  constructor(options: ConnectionOptions, request: IncomingMessage) {
    const { hub, ws } = options;
    this.id = options.id;
    this.#options = options;
    this.#hub = hub;
    this.#address = addressOf(request);
    this.remoteAddress = hub.addressOf(request);
    this.browser = hub.browserOf?.(request);
    this.#rate = new RateGate(hub.limits.connectionRate, hub.now);
    this.#outbox = new Outbox({
      sink: options.sink,
      flusher: hub.feeds.flusher,
      limits: hub.limits.outbox,
      onOverrun: () => {
        hub.counters.slowConsumers += 1;
        this.close(CLOSE.SLOW_CONSUMER);
      },
      onEvents: (frames) => {
        hub.counters.eventsSent += frames;
      },
    });
    this.#dialogue = new Dialogue({
      peer: this,
      dialects: options.dialects,
      alone: options.alone,
      shapeFault: hub.shapeFault,
      onRefused: () => {
        hub.counters.framesRefused += 1;
      },
    });
    this.#deadline = setTimeout(() => this.close(CLOSE.UNAUTHENTICATED), options.authenticationMs);
    this.#expiry = new Expiry(hub.now, () => this.close(CLOSE.EXPIRED));
    ws.on("message", (data, isBinary) => this.#onMessage(data, isBinary));
    ws.on("ping", () => this.#heard());
    ws.on("pong", () => this.#heard());
    ws.on("error", (error) => hub.logger.debug({ err: error, connection: this.id }, "socket error"));
    ws.on("close", () => this.#end());
    this.#dialogue.begin(false);
    this.#recognise(request).catch((error: unknown) => {
      hub.shapeFault(error, "authentication");
      this.close(CLOSE.INTERNAL);
    });
  }

  get url(): URL {
    return new URL(this.#address);
  }

  get authenticated(): boolean {
    return this.#state.state === "ready";
  }

  principal(): PrincipalInfo {
    if (this.#state.state === "ready") return this.#state.principal;
    throw new RpcError("UNAUTHENTICATED", "Not authenticated");
  }

  defaultGateway(): string | undefined {
    return this.#hub.access.defaultFor(this.principal())?.id;
  }

  position(gateway: string): Position | undefined {
    return this.#visibleFeed(gateway)?.log.position;
  }

  async call(method: string, params: unknown, options: { gateway?: string } = {}): Promise<unknown> {
    const principal = this.principal();
    if (this.#pendingCalls >= this.#hub.limits.pendingCalls) {
      throw new RpcError("RATE_LIMITED", "Too many calls of this connection are under way: wait for answers.", {
        retryAfterMs: 1_000,
      });
    }
    this.#pendingCalls += 1;
    try {
      const { id: connectionId, remoteAddress: address } = this;
      const { gateway } = options;
      const signal = () => this.#goneSignal();
      return await this.#hub.dispatch.call({
        principal,
        connectionId,
        address,
        gateway,
        method,
        params,
        get signal() {
          return signal();
        },
      });
    } finally {
      this.#pendingCalls -= 1;
    }
  }

  send(frame: object | SharedFrame): void {
    this.#outbox.send(frameBytes(frame));
  }

  push(codec: EventCodec): void {
    this.#outbox.addCodec(codec);
    for (const feed of this.#hub.feeds.all()) this.#attach(feed);
  }

  onEvent(gateway: string, listener: (event: LoggedEvent) => void): () => void {
    const unlisten = this.#visibleFeed(gateway)?.listen((event) => {
      if (this.#mayHear(event)) listener(event);
    });
    if (!unlisten) return () => {};
    const unsubscribe = () => {
      this.#subscriptions.delete(unsubscribe);
      unlisten();
    };
    this.#subscriptions.add(unsubscribe);
    return unsubscribe;
  }

  async authenticate(token: string, settle: (principal: PrincipalInfo | undefined) => void): Promise<void> {
    const waiting: State = { state: "authenticating", queue: [] };
    if (this.#state.state === "anonymous") this.#state = waiting;
    const principal = await this.#hub.authenticator.fromToken(token, this.remoteAddress).catch((error: unknown) => {
      if (this.#state === waiting) this.#become({ state: "anonymous" });
      throw error;
    });
    if (this.#state === waiting) {
      this.#become(principal ? { state: "ready", principal } : { state: "anonymous" }, () => settle(principal));
    } else if (this.#state.state === "ready") {
      if (principal && principal.id !== this.#state.principal.id) {
        throw new RpcError("CONFLICT", "This connection belongs to somebody else: open another one.");
      }
      if (principal) this.#renew(principal);
      settle(principal);
    }
  }

  /** Whether it is that principal's. */
  belongsTo(principalId: string): boolean {
    return this.#state.state === "ready" && this.#state.principal.id === principalId;
  }

  resume(gateway: string, position: Position, answer: (outcome: ResumeOutcome) => object): void {
    const feed = this.#visibleFeed(gateway);
    const check = feed?.log.check(position) ?? { ok: false, reason: "epoch" };
    if (!feed || !check.ok) {
      this.#hub.counters.resumeFailed += 1;
      this.send(answer(check.ok ? { ok: false, reason: "epoch" } : check));
      return;
    }
    this.#hub.counters.resumed += 1;
    const replayed = this.#outbox.countAfter(feed, position.seq);
    this.#outbox.seek(feed, position.seq, frameBytes(answer({ ok: true, replayed })));
  }

  close({ code, reason }: CloseReason): void {
    if (this.#state.state === "draining" || this.#state.state === "closed") return;
    this.#outbox.pump();
    this.#leave();
    this.#state = {
      state: "draining",
      timer: setTimeout(() => this.#options.ws.terminate(), this.#hub.limits.closeMs),
    };
    this.#options.ws.close(code, reason);
  }

  /** Says that the server goes down, in every dialect in use, and closes. */
  shutdown(payload: ShutdownFrame["payload"]): void {
    const { codecs } = this.#outbox;
    if (codecs.length === 0 && this.#options.greeting) {
      this.send({ type: "event", event: "shutdown", payload } satisfies ShutdownFrame);
    }
    for (const codec of codecs) {
      if (codec.encodeShutdown) this.#outbox.send(frameText(codec.encodeShutdown(payload)));
    }
    this.close(CLOSE.RESTART);
  }

  /** Pings the peer; one that has been silent for two pings is ended. */
  beat(): void {
    if (this.#silentPings >= SILENT_PINGS) {
      this.#hub.counters.silentPeers += 1;
      this.#options.ws.terminate();
      return;
    }
    this.#silentPings += 1;
    if (this.#options.ws.readyState === this.#options.ws.OPEN) this.#options.ws.ping();
  }

  /** Which sessions' chatty events are wanted. */
  setScope(sessions: "all" | readonly string[]): void {
    this.#outbox.setScope(sessions === "all" ? "all" : new Set(sessions));
  }

  onFeed({ feed, state }: FeedChange): void {
    if (state === "ended") this.#outbox.detach(feed);
    else if (this.#outbox.codecs.length > 0) this.#attach(feed);
  }

  async #recognise(request: IncomingMessage): Promise<void> {
    const recognition = await this.#hub.authenticator.fromRequest(request);
    if (this.#state.state !== "authenticating") return;
    switch (recognition.kind) {
      case "bad":
        return this.close(CLOSE.UNAUTHENTICATED);
      case "none":
        return this.#become({ state: "anonymous" }, () => this.#greet());
      case "ok":
        return this.#become({ state: "ready", principal: recognition.principal }, () => this.#greet());
    }
  }

  /** Leaves `authenticating`; `settle` speaks before the frames that have waited are handled. */
  #become(next: Extract<State, { state: "anonymous" | "ready" }>, settle = () => {}): void {
    const queue = this.#state.state === "authenticating" ? this.#state.queue : [];
    this.#state = next;
    // Before the greeting says where it stands: what its own coming changes is none of its news.
    if (this.authenticated) this.#options.onReady(this.principal());
    settle();
    if (this.authenticated) {
      clearTimeout(this.#deadline);
      this.#expiry.set(this.principal().expiresAt);
      this.#outbox.setReader(this.principal());
      this.#dialogue.begin(true);
    }
    for (const text of queue) this.#take(text);
  }

  /** The same principal with a new sign-in: it may end later, and allow other things. */
  #renew(principal: PrincipalInfo): void {
    this.#state = { state: "ready", principal };
    this.#expiry.set(principal.expiresAt);
    this.#outbox.setReader(principal);
    if (this.#outbox.codecs.length === 0) return;
    for (const feed of this.#hub.feeds.all()) {
      if (this.#visibleFeed(feed.log.gateway) === feed) this.#outbox.attach(feed);
      else this.#outbox.detach(feed);
    }
  }

  #greet(): void {
    if (!this.#options.greeting) return;
    const gateway = this.authenticated ? this.defaultGateway() : undefined;
    const principal = this.authenticated ? this.principal() : undefined;
    const position = gateway === undefined ? undefined : this.position(gateway);
    const { now, identity } = this.#hub;
    this.send(greetingOf({ clientId: this.id, timestamp: now(), identity, principal, gateway, position }));
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    this.#heard();
    const { state } = this.#state;
    if (state === "draining" || state === "closed") return;
    this.#hub.counters.framesReceived += 1;
    const bytes = asBuffer(data);
    if (state !== "ready" && bytes.length > this.#hub.limits.anonymousFrameBytes) return this.close(CLOSE.TOO_LARGE);
    // Binary frames are no messages of any dialect: an empty text is no JSON either.
    this.#take(isBinary ? "" : bytes.toString());
  }

  #take(text: string): void {
    switch (this.#state.state) {
      case "authenticating":
        this.#state.queue.push(text);
        if (this.#state.queue.length > this.#hub.limits.queuedFrames) this.close(CLOSE.POLICY);
        return;
      case "anonymous":
        return this.#receive(text, undefined);
      case "ready":
        return this.#receive(text, this.#state.principal);
      case "draining":
      case "closed":
    }
  }

  #receive(text: string, principal: PrincipalInfo | undefined): void {
    const wait = this.#rate.take() || (principal ? this.#hub.principalRates.of(principal.id).take() : 0);
    if (wait > 0) {
      this.#refusals ??= new RateGate(this.#hub.limits.refusalRate, this.#hub.now);
      if (this.#refusals.take() > 0) return this.close(CLOSE.POLICY);
    }
    const refusal =
      wait > 0 ? new RpcError("RATE_LIMITED", "Too many frames: slow down.", { retryAfterMs: wait }) : undefined;
    this.#dialogue.receive(text, refusal);
  }

  /** The feed of a gateway, when the principal may see it now. */
  #visibleFeed(gateway: string): Feed | undefined {
    const principal = this.principal();
    if (!allows(principal.scopes, "operator.read")) return undefined;
    if (!this.#hub.access.list(principal).some(({ id }) => id === gateway)) return undefined;
    return this.#hub.feeds.get(gateway);
  }

  #attach(feed: Feed): void {
    if (this.authenticated && this.#visibleFeed(feed.log.gateway) === feed) this.#outbox.attach(feed);
  }

  #goneSignal(): AbortSignal {
    this.#gone ??= new AbortController();
    if (this.#state.state === "draining" || this.#state.state === "closed") this.#gone.abort();
    return this.#gone.signal;
  }

  #mayHear({ audience }: LogEntry): boolean {
    return audience === undefined || (this.#state.state === "ready" && audience.admits(this.#state.principal));
  }

  #heard(): void {
    this.#silentPings = 0;
  }

  /** Lets go of everything but the socket. Idempotent. */
  #leave(): void {
    clearTimeout(this.#deadline);
    this.#expiry.close();
    this.#gone?.abort();
    this.#dialogue.close();
    for (const unsubscribe of [...this.#subscriptions]) unsubscribe();
    this.#outbox.close();
  }

  #end(): void {
    if (this.#state.state === "closed") return;
    if (this.#state.state === "draining") clearTimeout(this.#state.timer);
    this.#leave();
    this.#state = { state: "closed" };
    this.#hub.counters.connectionsClosed += 1;
    this.#options.onEnd();
  }
}
