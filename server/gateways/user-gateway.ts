import { RpcError } from "../protocol/errors.ts";
import type { GatewayEvent } from "../protocol/events.ts";
import type { GatewayStatus } from "../protocol/gateways.ts";
import type { ContainerStatus } from "../protocol/schema/container.ts";
import type { CallContext, Gateway, Unsubscribe } from "./gateway.ts";
import { type Provision, sameProvision } from "./resolver.ts";

export interface UserGatewayOptions {
  id: string;
  /** Opens the connection to the gateway that the person was given. */
  connect(target: { url: string; token: string | undefined }): Gateway;
  /** Milliseconds since 1970. */
  now: () => number;
}

const NO_METHODS: ReadonlySet<string> = new Set();
const NOTHING_PROVISIONED = "No container provisioned.";

/**
 * One person's own gateway: there from the first moment, whatever stands behind it by now. Its address and token are
 * told to nobody.
 */
export class UserGateway implements Gateway {
  readonly kind = "openclaw";
  readonly name = "Your gateway";
  readonly id: string;
  readonly #options: UserGatewayOptions;
  readonly #events = new Set<{ hear: (event: GatewayEvent) => void }>();
  readonly #statuses = new Set<{ hear: (status: GatewayStatus) => void }>();
  readonly #containers = new Set<{ hear: () => void }>();
  #provision: Provision;
  #since: number;
  #inner: Gateway | undefined;
  /** It answered once: losing it later takes no panel away. */
  #hasAnswered = false;
  #generation = 0;
  #pending = 0;

  constructor(options: UserGatewayOptions) {
    this.#options = options;
    this.id = options.id;
    this.#since = options.now();
    this.#provision = { state: "starting", stage: "Looking for your gateway", startedAt: this.#since };
  }

  get status(): GatewayStatus {
    return this.#statusNow();
  }

  /** What stands before the panels until it is ready. */
  get container(): ContainerStatus {
    return this.#containerNow();
  }

  get version(): string | undefined {
    return this.#inner?.version;
  }

  get methods(): ReadonlySet<string> {
    return this.#inner?.methods ?? NO_METHODS;
  }

  /** How many gateways have answered from behind it: with each one begins another log. */
  get generation(): number {
    return this.#generation;
  }

  /** Whether a call goes on. */
  get isBusy(): boolean {
    return this.#pending > 0;
  }

  /** @throws RpcError NO_GATEWAY, STARTING, UNAVAILABLE, or what the gateway answers */
  async call(method: string, params: unknown, context: CallContext): Promise<unknown> {
    const inner = this.#usable();
    this.#pending += 1;
    try {
      return await inner.call(method, params, context);
    } finally {
      this.#pending -= 1;
    }
  }

  /** The gateway itself, when it can take a call now. @throws RpcError NO_GATEWAY, STARTING, UNAVAILABLE */
  usable(): this {
    this.#usable();
    return this;
  }

  onEvent(listener: (event: GatewayEvent) => void): Unsubscribe {
    return subscribe(this.#events, listener);
  }

  onStatus(listener: (status: GatewayStatus) => void): Unsubscribe {
    return subscribe(this.#statuses, listener);
  }

  /** Called when `container` is another. */
  onContainer(listener: () => void): Unsubscribe {
    return subscribe(this.#containers, listener);
  }

  /** Takes what the resolver says. */
  take(provision: Provision): void {
    if (sameProvision(this.#provision, provision)) return;
    const before = this.#provision;
    if (before.state !== provision.state) this.#since = this.#options.now();
    this.#provision = provision;
    if (targetOf(before) !== targetOf(provision)) this.#swap(provision);
    this.#tell();
  }

  /** Tells a change in the gateway's own log, so that it is heard in order and again after a drop. */
  emit(event: GatewayEvent): void {
    for (const { hear } of [...this.#events]) hear(event);
  }

  async close(): Promise<void> {
    for (const listeners of [this.#events, this.#statuses, this.#containers]) listeners.clear();
    await this.#inner?.close();
  }

  #statusNow(): GatewayStatus {
    const since = this.#since;
    switch (this.#provision.state) {
      case "ready":
        return this.#inner?.status ?? { state: "connecting", since };
      case "starting":
        return { state: "connecting", since: this.#provision.startedAt ?? since, reason: sentenceOf(this.#provision) };
      case "none":
        return { state: "unavailable", since, reason: this.#provision.message ?? NOTHING_PROVISIONED };
      case "failed":
        return { state: "unavailable", since, reason: this.#provision.reason, fix: this.#provision.fix };
    }
  }

  #containerNow(): ContainerStatus {
    const provision = this.#provision;
    switch (provision.state) {
      case "none":
        return provision;
      case "starting":
        return { ...provision, startedAt: provision.startedAt ?? this.#since };
      case "failed":
        return { ...provision, since: this.#since };
      case "ready":
        return this.#connection();
    }
  }

  #connection(): ContainerStatus {
    const status = this.#inner?.status;
    if (status?.state === "ready" || this.#hasAnswered) return { state: "ready", since: this.#since };
    if (status?.state !== "unavailable") {
      return { state: "starting", stage: "Connecting to your gateway", startedAt: this.#since };
    }
    return { state: "failed", reason: status.reason, fix: status.fix, since: status.since };
  }

  #usable(): Gateway {
    const { state } = this.#provision;
    if (state === "none") throw new RpcError("NO_GATEWAY", NOTHING_PROVISIONED);
    if (state === "failed") throw new RpcError("UNAVAILABLE", this.#provision.reason);
    const status = this.#inner?.status;
    if (state === "starting" || !this.#inner || status?.state === "connecting") {
      const details = { container: this.container };
      throw new RpcError("STARTING", "Container is starting up. Try again in a moment.", {
        retryAfterMs: 1_000,
        details,
      });
    }
    if (status?.state === "ready") return this.#inner;
    throw new RpcError("UNAVAILABLE", `Your gateway cannot be reached: ${status?.reason ?? "it is lost"}`);
  }

  #swap(provision: Provision): void {
    void this.#inner?.close();
    this.#inner = undefined;
    this.#hasAnswered = false;
    if (provision.state !== "ready") return;
    const inner = this.#options.connect({ url: provision.url, token: provision.token });
    this.#inner = inner;
    if (inner.status.state === "ready") this.#answered();
    inner.onEvent((event) => {
      if (this.#inner === inner) this.emit(event);
    });
    inner.onStatus(({ state }) => {
      if (this.#inner !== inner) return;
      if (state === "ready") this.#answered();
      this.#tell();
    });
  }

  #answered(): void {
    if (this.#hasAnswered) return;
    this.#hasAnswered = true;
    this.#generation += 1;
  }

  #tell(): void {
    const { status } = this;
    for (const { hear } of [...this.#statuses]) hear(status);
    for (const { hear } of [...this.#containers]) hear();
  }
}

function targetOf(provision: Provision): string | undefined {
  return provision.state === "ready" ? `${provision.url} ${provision.token ?? ""}` : undefined;
}

function sentenceOf({ stage, reason }: { stage: string; reason?: string }): string {
  return reason ? `${stage}: ${reason}` : stage;
}

function subscribe<Listener>(listeners: Set<{ hear: Listener }>, hear: Listener): Unsubscribe {
  const entry = { hear };
  listeners.add(entry);
  return () => void listeners.delete(entry);
}
