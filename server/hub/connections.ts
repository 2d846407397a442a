import { CLOSE } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { HubStatusResult } from "../protocol/gateways.ts";
import type { Connection } from "./connection.ts";
import { type HubCounters, newCounters } from "./counters.ts";
import type { Feeds } from "./feeds.ts";

/** Every open connection, and what they have done. */
export class Connections {
  readonly counters: HubCounters = newCounters();
  readonly #feeds: Feeds;
  readonly #startedAt = performance.now();
  readonly #open = new Map<string, Connection>();
  readonly #whenEmpty: (() => void)[] = [];
  readonly #departures = new Set<{ hear: (principalId: string) => void }>();

  constructor(feeds: Feeds) {
    this.#feeds = feeds;
    feeds.onChange((change) => {
      for (const connection of this.#open.values()) connection.onFeed(change);
    });
  }

  get size(): number {
    return this.#open.size;
  }

  [Symbol.iterator](): IterableIterator<Connection> {
    return this.#open.values();
  }

  add(connection: Connection): void {
    this.#open.set(connection.id, connection);
  }

  delete(connection: Connection): void {
    this.#open.delete(connection.id);
    if (this.size > 0) return;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  /** Resolves when the last connection has ended; at once when there is none. */
  async empty(): Promise<void> {
    if (this.size > 0) await new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
  }

  /** Which sessions' chatty events a connection wants; false when there is no such connection. */
  setScope(connectionId: string, sessions: "all" | readonly string[]): boolean {
    const connection = this.#open.get(connectionId);
    connection?.setScope(sessions);
    return connection !== undefined;
  }

  /** Called when whoever came as a principal is sent away, so that what they began by other ways than a socket ends, too. */
  onEnd(hear: (principalId: string) => void): () => void {
    const departure = { hear };
    this.#departures.add(departure);
    return () => void this.#departures.delete(departure);
  }

  /** Sends away whoever came as this principal: what let them in is worth nothing any more. */
  end(principalId: string): void {
    for (const { hear } of [...this.#departures]) hear(principalId);
    for (const connection of [...this.#open.values()]) {
      if (connection.belongsTo(principalId)) connection.close(CLOSE.UNAUTHENTICATED);
    }
  }

  /** Sends away all tabs of a browser that was signed out in one of them. */
  endBrowser(browser: string): void {
    for (const connection of [...this.#open.values()]) {
      if (connection.browser === browser) connection.close(CLOSE.UNAUTHENTICATED);
    }
  }

  /** The answer to `hub.status`. With a principal only its own connections are counted. */
  status(principal?: PrincipalInfo): HubStatusResult {
    const { rss, heapUsed } = process.memoryUsage();
    const own = principal && [...this.#open.values()].filter((connection) => connection.belongsTo(principal.id));
    return {
      connections: own?.length ?? this.size,
      logs: this.#feeds
        .all()
        .map(({ log: { gateway, epoch, head, tail, bytes } }) => ({ gateway, epoch, head, tail, bytes })),
      memory: { rssBytes: rss, heapUsedBytes: heapUsed },
      uptimeMs: Math.round(performance.now() - this.#startedAt),
    };
  }
}
