import { createHash } from "node:crypto";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { ContainerStatus } from "../protocol/schema/container.ts";
import { type GatewayDirectory, usable } from "./directory.ts";
import type { Gateway, Unsubscribe } from "./gateway.ts";
import type { GatewayResolver } from "./resolver.ts";
import { UserGateway } from "./user-gateway.ts";

export interface UserGatewaysOptions {
  resolver: GatewayResolver;
  /** Opens the connection to a person's gateway; `id` is what it is called here. */
  connect(id: string, target: { url: string; token: string | undefined }): Gateway;
  /** A gateway that everybody may use beside their own. */
  shared?: Gateway;
  /** Runs a task later; returns what cancels it. */
  after?: (ms: number, task: () => void) => () => void;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** People at once. Default 10,000. */
  most?: number;
}

/** A person's gateway began or ended to be followed here, or another stands behind it. */
export type UserGatewayChange = { kind: "joined"; gateway: Gateway } | { kind: "left"; id: string };

/** A person who is here, by a connection or by a request a moment ago. */
interface Seat {
  readonly userId: string;
  readonly gateway: UserGateway;
  readonly answered: Promise<void>;
  unwatch: Unsubscribe;
  holds: number;
  cancelLeave: () => void;
}

/** How long a gateway stays connected after the person's last connection or request. */
const LINGER_MS = 30_000;
/** How long a newcomer waits until it is known where their gateway stands. */
const SETTLE_MS = 2_000;
const MOST_PEOPLE = 10_000;

/** To each their own gateway: nobody is given, told of, or named another's. */
export class UserGateways implements GatewayDirectory {
  readonly #options: UserGatewaysOptions;
  readonly #after: NonNullable<UserGatewaysOptions["after"]>;
  readonly #seats = new Map<string, Seat>();
  readonly #listeners = new Set<{ hear: (change: UserGatewayChange) => void }>();

  constructor(options: UserGatewaysOptions) {
    this.#options = options;
    this.#after = options.after ?? later;
  }

  /** People who are here now. */
  get size(): number {
    return this.#seats.size;
  }

  /**
   * Somebody comes: resolves when it is known where their gateway stands, at the latest after two seconds. With
   * `connected` that includes the connection to it.
   * @throws RpcError RATE_LIMITED when too many are here
   */
  async enter(principal: PrincipalInfo, options: { connected?: boolean } = {}): Promise<void> {
    const seat = this.#seats.get(principal.id) ?? this.#sit(principal.id);
    this.#linger(seat);
    await this.#within(
      SETTLE_MS,
      options.connected ? seat.answered.then(() => connected(seat.gateway)) : seat.answered,
    );
  }

  /** Keeps the person's gateway connected until it is ended. */
  hold(userId: string): Unsubscribe {
    const seat = this.#seats.get(userId);
    if (!seat) return () => {};
    seat.holds += 1;
    seat.cancelLeave();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      seat.holds -= 1;
      this.#linger(seat);
    };
  }

  /** Where the principal's own gateway stands. */
  container({ id }: PrincipalInfo): ContainerStatus {
    return this.#seats.get(id)?.gateway.container ?? { state: "none" };
  }

  resolve(principal: PrincipalInfo, id?: string): Gateway {
    const own = this.#seats.get(principal.id)?.gateway;
    if (own && (id === undefined || id === own.id)) return own.usable();
    const { shared } = this.#options;
    if (shared && (id === shared.id || (id === undefined && !own))) return usable(shared);
    if (id === undefined) throw new RpcError("NO_GATEWAY", "No container provisioned.");
    throw new RpcError("NOT_FOUND", `There is no gateway "${id}" for you: ask gateways.list which there are.`);
  }

  list(principal: PrincipalInfo): readonly Gateway[] {
    const own = this.#seats.get(principal.id)?.gateway;
    return [own, this.#options.shared].filter((gateway) => gateway !== undefined);
  }

  defaultFor(principal: PrincipalInfo): Gateway | undefined {
    return this.list(principal)[0];
  }

  /** Called when somebody's gateway is to be followed, or no more. */
  onChange(listener: (change: UserGatewayChange) => void): Unsubscribe {
    const entry = { hear: listener };
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /** Ends every connection to people's gateways. Idempotent. */
  async close(): Promise<void> {
    const seats = [...this.#seats.values()];
    this.#seats.clear();
    this.#listeners.clear();
    this.#options.resolver.close();
    await Promise.allSettled(
      seats.map((seat) => {
        seat.cancelLeave();
        seat.unwatch();
        return seat.gateway.close();
      }),
    );
  }

  #sit(userId: string): Seat {
    const { connect, resolver, now = Date.now, most = MOST_PEOPLE } = this.#options;
    if (this.#seats.size >= most) {
      throw new RpcError("RATE_LIMITED", "Too many people are here at once: try again in a minute.", {
        retryAfterMs: 60_000,
      });
    }
    const id = gatewayIdOf(userId);
    const gateway = new UserGateway({ id, connect: (target) => connect(id, target), now });
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    const seat: Seat = { userId, gateway, answered, holds: 0, unwatch: () => {}, cancelLeave: () => {} };
    this.#seats.set(userId, seat);
    this.#say({ kind: "joined", gateway });
    let { generation } = gateway;
    gateway.onContainer(() => {
      // Another gateway, another log: whoever shows the old one's data, or its absence, is to read again.
      if (generation !== gateway.generation) this.#beginAnew(gateway);
      generation = gateway.generation;
      gateway.emit({ event: "container.changed", payload: gateway.container });
      gateway.emit({ event: "gateways.changed", payload: { id } });
    });
    seat.unwatch = resolver.watch(userId, (provision) => {
      gateway.take(provision);
      resolve();
    });
    return seat;
  }

  #beginAnew(gateway: Gateway): void {
    this.#say({ kind: "left", id: gateway.id });
    this.#say({ kind: "joined", gateway });
  }

  #linger(seat: Seat): void {
    seat.cancelLeave();
    if (seat.holds > 0) return;
    seat.cancelLeave = this.#after(LINGER_MS, () => {
      if (seat.gateway.isBusy) this.#linger(seat);
      else this.#leave(seat);
    });
  }

  #leave(seat: Seat): void {
    if (this.#seats.get(seat.userId) !== seat) return;
    this.#seats.delete(seat.userId);
    seat.unwatch();
    this.#say({ kind: "left", id: seat.gateway.id });
    void seat.gateway.close();
  }

  async #within(ms: number, task: Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#after(ms, resolve);
    await Promise.race([task, promise]);
    cancel();
  }

  #say(change: UserGatewayChange): void {
    for (const { hear } of [...this.#listeners]) hear(change);
  }
}

/** What a person's gateway is called here: the same at every start, and no two people's are. */
export function gatewayIdOf(userId: string): string {
  return `own-${createHash("sha256").update(userId).digest("hex").slice(0, 32)}`;
}

/** Resolves once the gateway is connected, or it is clear that it will not be soon. */
function connected(gateway: Gateway): Promise<void> {
  if (gateway.status.state !== "connecting") return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = gateway.onStatus(({ state }) => {
      if (state === "connecting") return;
      unsubscribe();
      resolve();
    });
  });
}

function later(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
