import type { Audience } from "../../protocol/events.ts";
import type { JsonObject } from "../../protocol/frames.ts";
import { type Peer, SharedFrame } from "../dialect.ts";

export interface RoomOptions {
  channel: string;
  /** Between `ping` frames, in milliseconds. Default 30 s; the first comes no earlier. */
  pingMs?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Everybody who is in one place. A frame is encoded once for all of them, and each reads it at its own pace. */
export class Room {
  readonly #channel: string;
  readonly #now: () => number;
  readonly #members = new Set<Peer>();
  readonly #beat: NodeJS.Timeout;

  constructor({ channel, pingMs = 30_000, now = Date.now }: RoomOptions) {
    this.#channel = channel;
    this.#now = now;
    this.#beat = setInterval(() => this.#send({ type: "ping", timestamp: this.#now() }), pingMs);
    this.#beat.unref();
  }

  get members(): ReadonlySet<Peer> {
    return this.#members;
  }

  join(peer: Peer): void {
    this.#members.add(peer);
  }

  leave(peer: Peer): void {
    this.#members.delete(peer);
  }

  /** Tells all, or those alone whom an audience admits: `{type, data, timestamp, channel}`; words stand beside `data` too. */
  push(type: string, data: JsonObject, audience?: Audience): void {
    const { content, from } = data;
    const talk = type === "message" ? { content, from } : {};
    const timestamp = new Date(this.#now()).toISOString();
    this.#send({ type, ...talk, data, timestamp, channel: this.#channel }, audience);
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#beat);
    this.#members.clear();
  }

  #send(frame: object, audience?: Audience): void {
    const shared = new SharedFrame(frame);
    for (const peer of this.#members) {
      if (!audience || (peer.authenticated && audience.admits(peer.principal()))) peer.send(shared);
    }
  }
}
