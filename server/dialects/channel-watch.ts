import { RpcError } from "../protocol/errors.ts";
import type { JsonObject } from "../protocol/frames.ts";
import type { ChannelMonitor } from "./channel-monitor.ts";
import { type Channel, channelMonitors, type MonitorOptions } from "./channel-monitors.ts";
import type { Peer } from "./dialect.ts";
import { isObject } from "./frames.ts";

export interface WatchOptions extends Omit<MonitorOptions, "ask"> {
  /** Between two looks whether the gateway's log has begun anew, in milliseconds. Default 30 s. */
  recheckMs: number;
}

/** The gateways that somebody follows, each watched once for each person: what one may see another may not. */
export class ChannelWatches {
  readonly #options: WatchOptions;
  readonly #watches = new Map<string, GatewayWatch>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Follows a gateway on behalf of a peer, until the peer leaves. */
  enter(gateway: string, peer: Peer): GatewayWatch {
    const key = keyOf(gateway, peer);
    const watch = this.#watches.get(key) ?? new GatewayWatch(gateway, key, this.#options);
    this.#watches.set(key, watch);
    watch.enter(peer);
    return watch;
  }

  leave(watch: GatewayWatch, peer: Peer): void {
    watch.leave(peer);
    if (!watch.deserted) return;
    watch.close();
    if (this.#watches.get(watch.key) === watch) this.#watches.delete(watch.key);
  }
}

/**
 * One gateway as one person sees it: of the connections by which they follow it, the one that has been there longest
 * asks and listens for all; when it leaves, the next one does.
 */
export class GatewayWatch {
  readonly gateway: string;
  /** Names it among all watches. */
  readonly key: string;
  readonly monitors: Readonly<Record<Channel, ChannelMonitor>>;
  readonly #peers = new Set<Peer>();
  readonly #recheck: NodeJS.Timeout;
  #eyes: Peer | undefined;
  #epoch: string | undefined;
  #unsubscribe: () => void = () => {};

  constructor(gateway: string, key: string, { recheckMs, ...options }: WatchOptions) {
    this.gateway = gateway;
    this.key = key;
    this.monitors = channelMonitors({ ...options, ask: (method, params) => this.#ask(method, params) });
    this.#recheck = setInterval(() => this.#lookAfter(), recheckMs).unref();
  }

  get deserted(): boolean {
    return this.#peers.size === 0;
  }

  enter(peer: Peer): void {
    this.#peers.add(peer);
    if (!this.#eyes) this.#lookWith(peer);
  }

  leave(peer: Peer): void {
    this.#peers.delete(peer);
    if (this.#eyes !== peer) return;
    const [next] = this.#peers;
    this.#lookWith(next);
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#recheck);
    this.#unsubscribe();
    this.#eyes = undefined;
    for (const monitor of Object.values(this.monitors)) monitor.close();
  }

  #lookWith(peer: Peer | undefined): void {
    this.#unsubscribe();
    this.#eyes = peer;
    this.#epoch = peer?.position(this.gateway)?.epoch;
    const monitors = Object.values(this.monitors);
    this.#unsubscribe =
      peer?.onEvent(this.gateway, (event) => {
        for (const monitor of monitors) monitor.hear(event);
      }) ?? (() => {});
  }

  async #ask(method: string, params: object = {}): Promise<JsonObject> {
    const eyes = this.#eyes;
    if (!eyes) throw new RpcError("ABORTED", "Nobody follows this gateway any more.");
    try {
      const answer = await eyes.call(method, params, { gateway: this.gateway });
      return isObject(answer) ? answer : {};
    } catch (error) {
      // Whoever asked has left in the middle of it.
      if (this.#eyes && this.#eyes !== eyes) return this.#ask(method, params);
      throw error;
    }
  }

  /** A log that has begun anew is listened to from now on; what happened meanwhile is looked up. */
  #lookAfter(): void {
    if (this.#eyes?.position(this.gateway)?.epoch === this.#epoch) return;
    this.#lookWith(this.#eyes);
    for (const monitor of Object.values(this.monitors)) monitor.refresh();
  }
}

/** Connections of one person can have different scopes. */
function keyOf(gateway: string, peer: Peer): string {
  const { id, scopes } = peer.principal();
  return JSON.stringify([gateway, id, ...scopes]);
}
