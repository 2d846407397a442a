import type { EventCodec } from "../dialects/dialect.ts";
import type { EventScope } from "../protocol/chatter.ts";
import { EVENT_GUARDS } from "../protocol/events.ts";
import { allows, type PrincipalInfo } from "../protocol/frames.ts";
import { isFor, type Wants } from "./batch.ts";
import type { Feed, FeedReader } from "./feeds.ts";
import type { Flushable, Flusher } from "./flusher.ts";
import { frameText } from "./framing.ts";

/** Where bytes go: a socket, or anything that writes and drains like one. */
export interface Sink {
  /** Bytes taken and not yet handed to the system. */
  readonly writableLength: number;
  readonly writableHighWaterMark: number;
  write(bytes: Buffer): boolean;
  cork(): void;
  uncork(): void;
  on(event: "drain", listener: () => void): unknown;
  off(event: "drain", listener: () => void): unknown;
}

export interface OutboxLimits {
  /** Bytes in the socket above which nothing more is written until it has drained. Default 64 KiB. */
  softBytes: number;
  /** Bytes of replies that may wait; one more reply then ends the connection. Default 8 MiB. */
  hardBytes: number;
  /** How long the socket may take to drain, in milliseconds. Default 30 s. */
  stallMs: number;
}

export const OUTBOX_LIMITS: OutboxLimits = { softBytes: 64 * 1024, hardBytes: 8 * 1024 * 1024, stallMs: 30_000 };

export interface OutboxOptions {
  sink: Sink;
  flusher: Flusher;
  limits?: OutboxLimits;
  /** The reader is too slow: called once, after which nothing is written. */
  onOverrun(): void;
  /** Counts what was written, in event frames. */
  onEvents?(frames: number): void;
}

/** Whoever has not been recognised yet. */
const STRANGER: PrincipalInfo = { id: "", name: "", scopes: [] };

/** A reader's place in one feed. */
interface Cursor {
  readonly feed: Feed;
  /** The last seq that was read. */
  seq: number;
  /** Up to here each event is sent by itself, even to a slow reader: it was asked for by resuming. */
  exactUntil: number;
}

/** Something that waits behind the events that happened before it. */
interface Waiting {
  /** What must have been read of each feed before. */
  readonly after: ReadonlyMap<Feed, number>;
  readonly bytes: Buffer;
  /** Where reading goes on afterwards. */
  readonly seek?: { feed: Feed; seq: number };
}

/**
 * Everything that a connection writes, in order. Events are read from the feeds at the pace of the socket: a slow
 * reader holds positions, not queues. A reply is written behind all events that happened before it.
 *
 * Frames are written once a tick; a single reply in an idle moment at once.
 */
export class Outbox implements FeedReader, Flushable {
  readonly #sink: Sink;
  readonly #flusher: Flusher;
  readonly #limits: OutboxLimits;
  readonly #onOverrun: () => void;
  readonly #onEvents: (frames: number) => void;
  readonly #cursors: Cursor[] = [];
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #wants: Wants = { codecs: [], codecKey: "", scope: "all", lacks: [], reader: STRANGER };
  /** Whether the socket was full since all was read last: neighbouring deltas are joined until it is again. */
  #catchingUp = false;
  #lastTick = -1;
  /** Runs while the socket has more than it takes. */
  #stall: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#sink = options.sink;
    this.#flusher = options.flusher;
    this.#limits = options.limits ?? OUTBOX_LIMITS;
    this.#onOverrun = options.onOverrun;
    this.#onEvents = options.onEvents ?? (() => {});
    this.#sink.on("drain", this.#onDrain);
  }

  get codecs(): readonly EventCodec[] {
    return this.#wants.codecs;
  }

  /** Encodes events with this codec too, from now on. */
  addCodec(codec: EventCodec): void {
    if (this.#wants.codecs.includes(codec)) return;
    const codecs = [...this.#wants.codecs, codec];
    this.#wants = { ...this.#wants, codecs, codecKey: codecs.map(({ name }) => name).join("+") };
  }

  setScope(scope: EventScope): void {
    this.#wants = { ...this.#wants, scope };
  }

  /** Leaves out events that need a scope which the reader lacks, and those for an audience that is not the reader's. */
  setReader(reader: PrincipalInfo): void {
    const lacks = EVENT_GUARDS.filter((guard) => !allows(reader.scopes, guard));
    this.#wants = { ...this.#wants, lacks, reader };
  }

  /** Reads a feed from its head on. */
  attach(feed: Feed): void {
    if (this.#closed || this.#cursors.some((cursor) => cursor.feed === feed)) return;
    this.#cursors.push({ feed, seq: feed.log.head, exactUntil: 0 });
    feed.readers.add(this);
  }

  /** Reads a feed no more. */
  detach(feed: Feed): void {
    feed.readers.delete(this);
    const index = this.#cursors.findIndex((cursor) => cursor.feed === feed);
    if (index >= 0) this.#cursors.splice(index, 1);
  }

  /** Sends a frame behind all events that have happened by now. */
  send(bytes: Buffer): void {
    if (this.#closed) return;
    if (this.#idle() && this.#lastTick !== this.#flusher.tick) {
      this.#lastTick = this.#flusher.tick;
      this.#flusher.arm();
      this.#sink.write(bytes);
      this.#holdIfFull();
      return;
    }
    this.#wait({ after: this.#heads(), bytes });
  }

  /** Sends a frame, then goes on in a feed after `seq`. */
  seek(feed: Feed, seq: number, bytes: Buffer): void {
    if (this.#closed) return;
    this.#wait({ after: this.#heads(), bytes, seek: { feed, seq } });
  }

  /** How many events after a seq are for this reader. */
  countAfter(feed: Feed, seq: number): number {
    const { log } = feed;
    const { scope, lacks } = this.#wants;
    if (scope === "all" && lacks.length === 0 && log.restricted === 0) return log.head - seq;
    let count = 0;
    for (let at = seq + 1; at <= log.head; at += 1) {
      const entry = log.at(at);
      if (entry && isFor(this.#wants, entry)) count += 1;
    }
    return count;
  }

  flush(): void {
    this.pump();
  }

  /** Writes what there is, until the socket has enough. */
  pump(): void {
    while (!this.#closed && !this.#stall && this.#writeSome()) this.#holdIfFull();
    this.#holdIfFull();
  }

  /** Writes no more. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#stall);
    this.#sink.off("drain", this.#onDrain);
    for (const { feed } of this.#cursors.splice(0)) feed.readers.delete(this);
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  /** One write to the system; false when nothing is left. */
  #writeSome(): boolean {
    const first = this.#next();
    const second = first && this.#next();
    if (first && second) {
      this.#sink.cork();
      this.#sink.write(first);
      let bytes: Buffer | undefined = second;
      while (bytes) {
        this.#sink.write(bytes);
        bytes = this.#full() ? undefined : this.#next();
      }
      this.#sink.uncork();
      return true;
    }
    if (first) this.#sink.write(first);
    this.#catchingUp = false;
    return false;
  }

  /** The next piece to write: events up to what the next reply waits for, then that reply. */
  #next(): Buffer | undefined {
    const reply = this.#waiting[0];
    for (const cursor of this.#cursors) {
      const limit = reply ? (reply.after.get(cursor.feed) ?? cursor.seq) : cursor.feed.log.head;
      while (cursor.seq < limit) {
        const bytes = this.#read(cursor, limit);
        if (bytes) return bytes;
      }
    }
    if (!reply) return undefined;
    this.#waiting.shift();
    this.#waitingBytes -= reply.bytes.length;
    const { seek } = reply;
    const cursor = seek && this.#cursors.find(({ feed }) => feed === seek.feed);
    if (seek && cursor) {
      cursor.seq = seek.seq;
      cursor.exactUntil = reply.after.get(seek.feed) ?? 0;
    }
    return reply.bytes;
  }

  /** Reads on in one feed; undefined when what was read is not for this reader. */
  #read(cursor: Cursor, limit: number): Buffer | undefined {
    const { log } = cursor.feed;
    if (cursor.seq + 1 < log.tail) return this.#overtaken(cursor);
    const exact = cursor.seq < cursor.exactUntil;
    const batch = cursor.feed.batch(cursor.seq, exact ? Math.min(limit, cursor.exactUntil) : limit);
    cursor.seq = batch.to;
    const { bytes, frames } = batch.encoded(this.#wants, this.#catchingUp && !exact);
    this.#onEvents(frames);
    return frames > 0 ? bytes : undefined;
  }

  /** The log has let go of what comes next: the reader is told, and goes on live. */
  #overtaken(cursor: Cursor): Buffer | undefined {
    const { log } = cursor.feed;
    cursor.seq = log.head;
    const told = this.#wants.codecs.flatMap(({ encodeLoss }) =>
      encodeLoss ? [frameText(encodeLoss(log.gateway, "evicted"))] : [],
    );
    return told.length > 0 ? Buffer.concat(told) : undefined;
  }

  #wait(waiting: Waiting): void {
    if (this.#waitingBytes > this.#limits.hardBytes) return this.#overrun();
    this.#waiting.push(waiting);
    this.#waitingBytes += waiting.bytes.length;
    if (!this.#stall) this.#flusher.schedule(this);
  }

  #heads(): Map<Feed, number> {
    return new Map(this.#cursors.map(({ feed }) => [feed, feed.log.head]));
  }

  #idle(): boolean {
    if (this.#stall || this.#waiting.length > 0) return false;
    return this.#cursors.every(({ feed, seq }) => seq === feed.log.head);
  }

  #full(): boolean {
    // A socket says that it has drained only if it was filled above its own mark.
    return this.#sink.writableLength >= Math.max(this.#limits.softBytes, this.#sink.writableHighWaterMark);
  }

  #holdIfFull(): void {
    if (this.#closed || this.#stall || !this.#full()) return;
    this.#catchingUp = true;
    this.#stall = setTimeout(() => this.#overrun(), this.#limits.stallMs);
  }

  readonly #onDrain = (): void => {
    if (!this.#stall) return;
    clearTimeout(this.#stall);
    this.#stall = undefined;
    this.pump();
  };

  #overrun(): void {
    this.close();
    this.#onOverrun();
  }
}
