import type { EventCodec, LoggedEvent } from "../dialects/dialect.ts";
import { type EventScope, wants } from "../protocol/chatter.ts";
import type { Audience } from "../protocol/events.ts";
import type { PrincipalInfo, Scope } from "../protocol/frames.ts";
import type { EventLog, LogEntry } from "./event-log.ts";
import { frameText } from "./framing.ts";
import { mergeDeltas } from "./merge.ts";

/** For whom events are encoded. Readers who want the same get the same bytes. */
export interface Wants {
  readonly codecs: readonly EventCodec[];
  /** The codecs' names, joined. */
  readonly codecKey: string;
  readonly scope: EventScope;
  /** Scopes that the reader lacks, of those that events can need. */
  readonly lacks: readonly Scope[];
  /** Whom audiences admit, or do not. */
  readonly reader: PrincipalInfo;
}

/** Whether an event is for a reader. */
export function isFor({ scope, lacks, reader }: Wants, { chattySession, guard, audience }: LogEntry): boolean {
  if (audience !== undefined && !audience.admits(reader)) return false;
  return wants(scope, chattySession) && (guard === undefined || !lacks.includes(guard));
}

export interface BatchBytes {
  /** Frames, one after another; empty when nothing in the batch is for this reader. */
  readonly bytes: Buffer;
  /** How many frames that is. */
  readonly frames: number;
}

/**
 * No batch reaches over a multiple of so many events: readers who begin anywhere soon stand at the same positions, and
 * read the same batches from there on.
 */
export const BLOCK_EVENTS = 256;
const MAX_BYTES = 64 * 1024;
/** Different wants whose bytes a batch keeps. */
const MAX_WANTS = 64;

const NOBODY: readonly Audience[] = [];
const NOTHING: BatchBytes = { bytes: Buffer.alloc(0), frames: 0 };

/** Some consecutive events of a log, encoded once for all who want the same of them. */
export class Batch {
  /** The seq before the first event. */
  readonly from: number;
  /** The seq of the last event. */
  readonly to: number;
  /** Whether it takes no more, however the log grows. */
  readonly full: boolean;
  readonly #entries: readonly LogEntry[];
  /** Sessions that have chatty events here. Made for the first reader who does not want them all. */
  #sessions: ReadonlySet<string> | undefined;
  /** Who alone is told of events here; empty for nearly all batches. */
  readonly #audiences: readonly Audience[];
  readonly #encoded = new Map<string, BatchBytes>();
  #encodedBytes = 0;

  constructor(from: number, entries: readonly LogEntry[], full: boolean) {
    this.from = from;
    this.full = full;
    this.to = from + entries.length;
    this.#entries = entries;
    this.#audiences = audiencesOf(entries);
  }

  /** Whether it is what a reader gets who reads on after `from`, up to `limit` at most. */
  answers(from: number, limit: number): boolean {
    return this.from === from && (this.to === limit || (this.full && this.to < limit));
  }

  /** What is kept encoded, in bytes. */
  get encodedBytes(): number {
    return this.#encodedBytes;
  }

  /** The frames for a reader; `merged` joins neighbouring deltas. */
  encoded(wanted: Wants, merged: boolean): BatchBytes {
    const key = this.#keyOf(wanted, merged);
    const known = this.#encoded.get(key);
    if (known) return known;
    const made = this.#encode(wanted, merged);
    if (this.#encoded.size >= MAX_WANTS) {
      this.#encoded.clear();
      this.#encodedBytes = 0;
    }
    this.#encoded.set(key, made);
    this.#encodedBytes += made.bytes.length;
    return made;
  }

  /** Two readers who want the same of this batch, and may hear it, have the same key, whatever else they want. */
  #keyOf({ codecKey, scope, lacks, reader }: Wants, merged: boolean): string {
    let prefix = merged ? `${codecKey}~` : codecKey;
    if (lacks.length > 0) prefix += `!${lacks.join("!")}`;
    for (let index = 0; index < this.#audiences.length; index += 1) {
      if (!this.#audiences[index]?.admits(reader)) prefix += `^${index}`;
    }
    if (scope === "all") return prefix;
    this.#sessions ??= new Set(this.#entries.flatMap(({ chattySession }) => chattySession ?? []));
    let key = prefix;
    let index = 0;
    for (const session of this.#sessions) {
      if (!wants(scope, session)) key += `-${index}`;
      index += 1;
    }
    return key;
  }

  #encode(wants: Wants, merged: boolean): BatchBytes {
    const { codecs, scope, lacks } = wants;
    const wantsAll = scope === "all" && lacks.length === 0 && this.#audiences.length === 0;
    const wanted = wantsAll ? this.#entries : this.#entries.filter((entry) => isFor(wants, entry));
    const frames: Buffer[] = [];
    for (const event of merged ? mergeDeltas(wanted) : wanted) {
      for (const codec of codecs) {
        const bytes = framed(event, codec);
        if (bytes) frames.push(bytes);
      }
    }
    const [first] = frames;
    if (!first) return NOTHING;
    return { bytes: frames.length === 1 ? first : Buffer.concat(frames), frames: frames.length };
  }
}

/** The next events after a seq, as many as go into one batch. `limit` is the last seq it may reach. */
export function takeBatch(log: EventLog, from: number, limit: number): Batch {
  const blockEnd = from - (from % BLOCK_EVENTS) + BLOCK_EVENTS;
  const last = Math.min(limit, blockEnd);
  const entries: LogEntry[] = [];
  let bytes = 0;
  for (let seq = from + 1; seq <= last && bytes < MAX_BYTES; seq += 1) {
    const entry = log.at(seq);
    if (!entry) break;
    entries.push(entry);
    bytes += entry.json.length;
  }
  return new Batch(from, entries, bytes >= MAX_BYTES || from + entries.length === blockEnd);
}

function audiencesOf(entries: readonly LogEntry[]): readonly Audience[] {
  let found: Set<Audience> | undefined;
  for (const { audience } of entries) {
    if (audience === undefined) continue;
    found ??= new Set();
    found.add(audience);
  }
  return found ? [...found] : NOBODY;
}

/** An event's frame in one codec; made once for as long as the log keeps the event. */
function framed(event: LoggedEvent | LogEntry, codec: EventCodec): Buffer | undefined {
  if (!("frames" in event)) return encode(event, codec);
  const known = event.frames.find((candidate) => candidate.codec === codec);
  if (known) return known.bytes;
  const bytes = encode(event, codec);
  event.frames.push({ codec, bytes });
  return bytes;
}

function encode(event: LoggedEvent, codec: EventCodec): Buffer | undefined {
  const text = codec.encode(event);
  return text === undefined ? undefined : frameText(text);
}
