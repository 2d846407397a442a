import type { EventCodec, LoggedEvent } from "../dialects/dialect.ts";
import { chattySession } from "../protocol/chatter.ts";
import { type Audience, type GatewayEvent, scopeOfEvent } from "../protocol/events.ts";
import type { Position, Scope } from "../protocol/frames.ts";

export interface EventLogOptions {
  gateway: string;
  /** Names this life of the log: positions of another one mean nothing here. */
  epoch: string;
  /** Memory that entries may take, in bytes, their cached frames included. Default 8 MiB. */
  maxBytes?: number;
  /** How long an entry is kept, in milliseconds. Default 15 minutes. */
  maxAgeMs?: number;
  now?: () => number;
}

/** One event in the log. */
export interface LogEntry extends LoggedEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What it is counted with, in bytes. */
  readonly bytes: number;
  /** The session whose readers alone want it; undefined for events that everybody gets. */
  readonly chattySession: string | undefined;
  /** Without this scope nobody is told. */
  readonly guard: Scope | undefined;
  /** Who alone is told; undefined for events that all hear who may use the gateway. */
  readonly audience: Audience | undefined;
  /** Its bytes on the wire in each codec that has asked for them; undefined where the codec leaves it out. */
  readonly frames: { readonly codec: EventCodec; readonly bytes: Buffer | undefined }[];
}

export type ResumeCheck = { ok: true } | { ok: false; reason: "epoch" | "evicted" };

/** What objects, keys and the payload itself take beside the texts, in bytes. */
const ENTRY_OVERHEAD = 400;
/** Slots of evicted entries are given back when there are this many of them. */
const COMPACT_AT = 1_024;

/**
 * The events of one gateway in memory: `seq` 1, 2, 3 … within an epoch, the oldest let go by size and by age.
 */
export class EventLog {
  readonly gateway: string;
  readonly epoch: string;
  readonly #maxBytes: number;
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  /** Entries from `#start` on are alive; the one with seq s is at `s - #base`. */
  #entries: (LogEntry | undefined)[] = [];
  #start = 0;
  #base = 1;
  #bytes = 0;
  #restricted = 0;

  constructor(options: EventLogOptions) {
    this.gateway = options.gateway;
    this.epoch = options.epoch;
    this.#maxBytes = options.maxBytes ?? 8 * 1024 * 1024;
    this.#maxAgeMs = options.maxAgeMs ?? 15 * 60_000;
    this.#now = options.now ?? Date.now;
  }

  /** The newest seq; 0 before the first event. */
  get head(): number {
    return this.#base + this.#entries.length - 1;
  }

  /** The oldest seq that can still be read; `head + 1` when nothing can. */
  get tail(): number {
    return this.#base + this.#start;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How many of its entries are for an audience alone. */
  get restricted(): number {
    return this.#restricted;
  }

  get position(): Position {
    return { epoch: this.epoch, seq: this.head };
  }

  append({ event, payload, audience }: GatewayEvent): LogEntry {
    const json = JSON.stringify(payload) ?? "null";
    const entry: LogEntry = {
      gateway: this.gateway,
      epoch: this.epoch,
      seq: this.head + 1,
      event,
      payload,
      json,
      at: this.#now(),
      // Once as text, once framed.
      bytes: 2 * (json.length + event.length) + ENTRY_OVERHEAD,
      chattySession: chattySession(event, payload),
      guard: scopeOfEvent(event),
      audience,
      frames: [],
    };
    this.#entries.push(entry);
    this.#bytes += entry.bytes;
    if (audience) this.#restricted += 1;
    this.evict();
    return entry;
  }

  /** The entry with this seq; undefined when it was let go or has not happened. */
  at(seq: number): LogEntry | undefined {
    return this.#entries[seq - this.#base];
  }

  /** Whether all that came after a position can still be read. */
  check(position: Position): ResumeCheck {
    this.evict();
    // A seq that has not happened in this epoch was not handed out by it.
    if (position.epoch !== this.epoch || position.seq > this.head) return { ok: false, reason: "epoch" };
    return position.seq + 1 < this.tail ? { ok: false, reason: "evicted" } : { ok: true };
  }

  /** Lets go of what is too old or too much. The newest entry stays, however large, until it is too old. */
  evict(): void {
    const oldest = this.#now() - this.#maxAgeMs;
    for (let entry = this.#entries[this.#start]; entry; entry = this.#entries[this.#start]) {
      const tooMuch = this.#bytes > this.#maxBytes && entry.seq < this.head;
      if (!tooMuch && entry.at >= oldest) break;
      this.#entries[this.#start] = undefined;
      this.#start += 1;
      this.#bytes -= entry.bytes;
      if (entry.audience) this.#restricted -= 1;
    }
    if (this.#start >= COMPACT_AT && this.#start * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#start);
      this.#base += this.#start;
      this.#start = 0;
    }
  }
}
