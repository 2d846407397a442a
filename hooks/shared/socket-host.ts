import { unionOf } from "@/server/protocol/chatter.ts";
import type { Client, Signals } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { Clock } from "@/server/protocol/requests.ts";
import { HostedTab } from "./hosted-tab.ts";
import { holdLock, type Locks } from "./life-lock.ts";
import type { Signal, Told } from "./messages.ts";

export interface SocketHostOptions {
  /** The client with the one socket. It lives as long as there are tabs. */
  makeClient: (signals: Signals, onFault: (error: unknown) => void) => Client;
  clock: Clock;
  locks: Locks;
  newId: () => string;
}

/** The same signal of several tabs within this long is one: the network is back for all of them. */
const ECHO_MS = 250;

/** In the worker: one client for all tabs, each of which is told what it would have heard on a socket of its own. */
export class SocketHost {
  readonly #options: SocketHostOptions;
  readonly #tabs = new Set<HostedTab>();
  readonly #listeners = new Set<(signal: Signal) => void>();
  readonly #heardAt = new Map<Signal, number>();
  readonly #lock: string;
  readonly #alive: Promise<void>;
  #release = () => {};
  #client: Client | undefined;

  constructor(options: SocketHostOptions) {
    this.#options = options;
    this.#lock = `mission-control-worker-${options.newId()}`;
    this.#alive = new Promise((resolve) => {
      this.#release = holdLock(options.locks, this.#lock, resolve);
    });
  }

  /** Takes a tab in, and connects: that is what it came for. */
  async attach(port: MessagePort): Promise<void> {
    // A tab that was welcomed would not notice the death of a worker without its lock.
    await this.#alive;
    const { clock, locks } = this.#options;
    const client = this.#client ?? this.#begin();
    client.connect();
    const tab = new HostedTab({
      port,
      client,
      clock,
      locks,
      onSignal: (signal) => this.#hear(signal),
      onScope: () => this.#rescope(),
      onGone: (gone) => this.#lose(gone),
    });
    this.#tabs.add(tab);
    tab.tell({ type: "welcome", lock: this.#lock });
    tab.tell(stateOf(client));
  }

  /** Idempotent. */
  close(): void {
    for (const tab of this.#tabs) tab.close();
    this.#tabs.clear();
    this.#end();
    this.#release();
  }

  #begin(): Client {
    const signals: Signals = {
      isOnline: () => [...this.#tabs].some(({ isOnline }) => isOnline),
      on: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
    };
    const client = this.#options.makeClient(signals, (error) => this.#tell({ type: "fault", error: shapeOf(error) }));
    client.onState(() => this.#tell(stateOf(client)));
    client.onEvent((event) => this.#tell({ type: "event", event }));
    client.onReset((reset) => this.#tell({ type: "reset", reset }));
    this.#client = client;
    return client;
  }

  #hear(signal: Signal): void {
    const now = this.#options.clock.now();
    const last = this.#heardAt.get(signal) ?? Number.NEGATIVE_INFINITY;
    if (now - last < ECHO_MS) return;
    this.#heardAt.set(signal, now);
    for (const listener of [...this.#listeners]) listener(signal);
  }

  #lose(tab: HostedTab): void {
    this.#tabs.delete(tab);
    if (this.#tabs.size === 0) this.#end();
    else this.#rescope();
  }

  #rescope(): void {
    this.#client?.setScope(unionOf([...this.#tabs].map(({ scope }) => scope)));
  }

  #end(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  #tell(told: Told): void {
    for (const tab of this.#tabs) tab.tell(told);
  }
}

function stateOf(client: Client): Told {
  const { identity, defaultGateway } = client;
  return { type: "state", state: client.getState(), identity, defaultGateway };
}

function shapeOf(error: unknown): ReturnType<RpcError["toShape"]> {
  return (error instanceof RpcError ? error : new RpcError("INTERNAL", String(error))).toShape();
}
