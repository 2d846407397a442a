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

/** The gateways that somebody follows, each watched once. */
export class ChannelWatches {
  readonly #options: WatchOptions;
  readonly #watches = new Map<string, GatewayWatch>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Follows a gateway on behalf of a peer, until the peer leaves. */
  enter(gateway: string, peer: Peer): GatewayWatch {
    const watch = this.#watches.get(gateway) ?? new GatewayWatch(gateway, this.#options);
    this.#watches.set(gateway, watch);
    watch.enter(peer);
    return watch;
  }

  leave(watch: GatewayWatch, peer: Peer): void {
    watch.leave(peer);
    if (!watch.deserted) return;
    watch.close();
    if (this.#watches.get(watch.gateway) === watch) this.#watches.delete(watch.gateway);
  }
}

/**
 * One gateway as seen with the rights of those who follow it: the one who has been there longest asks and listens for
 * all; when it leaves, the next one does.
 */
export class GatewayWatch {
  readonly gateway: string;
  readonly monitors: Readonly<Record<Channel, ChannelMonitor>>;
  readonly #peers = new Set<Peer>();
  readonly #recheck: NodeJS.Timeout;
  #eyes: Peer | undefined;
  #epoch: string | undefined;
  #unsubscribe: () => void = () => {};

  constructor(gateway: string, { recheckMs, ...options }: WatchOptions) {
    this.gateway = gateway;
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
