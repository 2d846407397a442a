import { randomBytes } from "node:crypto";
import type { GatewayEvent } from "../protocol/events.ts";
import { type Batch, takeBatch } from "./batch.ts";
import { EventLog, type EventLogOptions, type LogEntry } from "./event-log.ts";
import { type Flushable, Flusher } from "./flusher.ts";
import { KeptBlocks } from "./kept-blocks.ts";
import type { EventSource } from "./ports.ts";

/** Something that reads on when a feed has grown. */
export interface FeedReader {
  pump(): void;
}

/** Batches that are kept for the next reader at the same position. */
const KEPT_BATCHES = 4;

/** A gateway's log with those who read it. */
export class Feed implements Flushable {
  readonly log: EventLog;
  readonly readers = new Set<FeedReader>();
  readonly #flusher: Flusher;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<{ hear: (entry: LogEntry) => void }>();
  readonly #blocks = new KeptBlocks();
  #batches: Batch[] = [];

  constructor(log: EventLog, flusher: Flusher, onFault: (error: unknown) => void) {
    this.log = log;
    this.#flusher = flusher;
    this.#onFault = onFault;
  }

  /** Logs an event. Listeners have heard it when this returns; readers are pumped at the end of this turn. */
  append(event: GatewayEvent): void {
    const entry = this.log.append(event);
    if (this.readers.size > 0) this.#flusher.schedule(this);
    for (const { hear } of this.#listeners) {
      try {
        hear(entry);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }

  /** Hears each event as it is appended, whoever it is for. */
  listen(hear: (entry: LogEntry) => void): () => void {
    const listener = { hear };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  flush(): void {
    for (const reader of this.readers) reader.pump();
    this.#batches = [];
    this.#blocks.forgetBefore(this.log.tail);
  }

  /** The next events after a seq and up to `limit`; readers at the same position get the same batch. */
  batch(from: number, limit: number): Batch {
    for (const batch of this.#batches) if (batch.answers(from, limit)) return batch;
    const block = this.#blocks.get(from);
    if (block?.answers(from, limit)) return block;
    const made = takeBatch(this.log, from, limit);
    if (this.#blocks.keep(made)) return made;
    this.#batches.push(made);
    if (this.#batches.length > KEPT_BATCHES) this.#batches.shift();
    return made;
  }
}

export interface FeedsOptions extends Omit<EventLogOptions, "gateway" | "epoch"> {
  /** Default: 8 random bytes as hex. */
  newEpoch?: () => string;
  onFault: (error: unknown) => void;
}

/** A gateway's feed has begun or ended. */
export interface FeedChange {
  feed: Feed;
  state: "began" | "ended";
}

/** The feeds of all gateways. */
export class Feeds {
  readonly flusher: Flusher;
  readonly #options: FeedsOptions;
  readonly #feeds = new Map<string, Feed>();
  readonly #watchers = new Set<{ changed: (change: FeedChange) => void }>();

  constructor(options: FeedsOptions) {
    this.#options = options;
    this.flusher = new Flusher(options.onFault);
  }

  /**
   * Logs a gateway's events from now on, under a new epoch. The returned function ends the feed and forgets its log.
   */
  follow(source: EventSource): () => void {
    const { newEpoch = () => randomBytes(8).toString("hex"), onFault, ...bounds } = this.#options;
    const feed = new Feed(new EventLog({ ...bounds, gateway: source.id, epoch: newEpoch() }), this.flusher, onFault);
    this.#feeds.set(source.id, feed);
    const unsubscribe = source.onEvent((event) => feed.append(event));
    this.#announce({ feed, state: "began" });
    return () => {
      unsubscribe();
      if (this.#feeds.get(source.id) !== feed) return;
      this.#feeds.delete(source.id);
      this.#announce({ feed, state: "ended" });
    };
  }

  get(gateway: string): Feed | undefined {
    return this.#feeds.get(gateway);
  }

  all(): Feed[] {
    return [...this.#feeds.values()];
  }

  /** Called when a gateway's feed has begun or ended. */
  onChange(changed: (change: FeedChange) => void): () => void {
    const watcher = { changed };
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  #announce(change: FeedChange): void {
    for (const { changed } of this.#watchers) changed(change);
  }
}
