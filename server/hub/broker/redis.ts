import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import type { Logger } from "pino";
import type { JsonObject } from "../../protocol/frames.ts";
import { type Broker, type BrokerListener, MemoryBroker } from "./broker.ts";

export interface RedisBrokerOptions {
  /** `redis://…` or `rediss://…` */
  url: string;
  /** The names of events that others publish too; each is a channel of that name. */
  events: readonly string[];
  logger: Logger;
  /** Names this process among those that share the Redis. Default: a new one. */
  origin?: string;
}

/** Events on their way to Redis; more are for this process alone. */
const MAX_SENDING = 1_000;
const MOST_RETRY_MS = 5_000;

/**
 * Carries events to all processes that share a Redis, by publish and subscribe: what is published while Redis is down
 * is heard in this process alone. It connects again by itself, for ever.
 *
 * A message is the event's payload as JSON, with the `origin` that published it; programs of others leave `origin` out.
 */
export class RedisBroker implements Broker {
  readonly #local: MemoryBroker;
  readonly #origin: string;
  readonly #logger: Logger;
  readonly #sender: Redis;
  readonly #receiver: Redis;
  #sending = 0;
  /** Whether the log says that Redis is away. */
  #away = false;
  #closing: Promise<void> | undefined;

  /** Returns at once; whether Redis can be reached changes nothing for this process. */
  constructor({ url, events, logger, origin = randomUUID() }: RedisBrokerOptions) {
    this.#local = new MemoryBroker((err) => logger.error({ err }, "an event could not be delivered"));
    this.#origin = origin;
    this.#logger = logger;
    this.#sender = connect(url, { enableOfflineQueue: false });
    this.#receiver = connect(url, { autoResubscribe: false });
    for (const redis of [this.#sender, this.#receiver]) {
      redis.on("error", (error: Error) => this.#noteAway(error));
      redis.connect().catch(() => {});
    }
    this.#receiver.on("ready", () => this.#listen(events));
    this.#receiver.on("message", (event: string, text: string) => this.#receive(event, text));
  }

  publish(event: string, payload: JsonObject): void {
    this.#local.publish(event, payload);
    if (this.#sender.status !== "ready" || this.#sending >= MAX_SENDING) return;
    this.#sending += 1;
    this.#sender
      .publish(event, JSON.stringify({ ...payload, origin: this.#origin }))
      .catch((error: Error) => this.#noteAway(error))
      .finally(() => {
        this.#sending -= 1;
      });
  }

  subscribe(listener: BrokerListener): () => void {
    return this.#local.subscribe(listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#local.close();
    this.#sender.disconnect();
    this.#receiver.disconnect();
    return this.#closing;
  }

  #listen(events: readonly string[]): void {
    this.#receiver.subscribe(...events).then(
      () => {
        this.#away = false;
        this.#logger.info("events are shared over Redis");
      },
      (error: Error) => this.#noteAway(error),
    );
  }

  #receive(event: string, text: string): void {
    const payload = parsed(text);
    if (!payload || payload.origin === this.#origin) return;
    const { origin: _origin, ...rest } = payload;
    this.#local.publish(event, rest);
  }

  #noteAway(err: Error): void {
    if (this.#away || this.#closing) return;
    this.#away = true;
    this.#logger.warn({ err }, "Redis cannot be reached: events stay in this process until it can");
  }
}

function connect(url: string, options: { enableOfflineQueue?: boolean; autoResubscribe?: boolean }): Redis {
  return new Redis(url, {
    ...options,
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, MOST_RETRY_MS),
    // A Redis that takes and never answers counts as gone.
    commandTimeout: MOST_RETRY_MS,
  });
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
