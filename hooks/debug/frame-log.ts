import type { PassedFrame } from "@/server/protocol/observation.ts";

/** A frame that passed. */
export interface LoggedFrame {
  /** Counts the frames, from 1. */
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  direction: PassedFrame["direction"];
  /** The frame's `type`; `?` when it has none. */
  kind: string;
  /** The method, the event, or what an answer answers. */
  name: string;
  gateway?: string;
  /** Of an answer: milliseconds since it was asked for. */
  tookMs?: number;
  /** The answer refuses. */
  failed?: boolean;
  /** In UTF-16 units. */
  size: number;
  /** At most {@link MOST_TEXT} of it. */
  text: string;
}

export const MOST_FRAMES = 1_000;
export const MOST_TEXT = 64 * 1024;

/** The newest frames of a socket. Nothing is added while it is paused. */
export class FrameLog {
  readonly #now: () => number;
  readonly #asked = new Map<string, { method: string; at: number }>();
  #frames: readonly LoggedFrame[] = [];
  #count = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The oldest first. Another array after each change. */
  get frames(): readonly LoggedFrame[] {
    return this.#frames;
  }

  add({ direction, text }: PassedFrame): void {
    this.#count += 1;
    const at = this.#now();
    const kept = text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text;
    const frame = { id: this.#count, at, direction, size: text.length, text: kept, ...this.#facts(text, at) };
    this.#frames = [...this.#frames.slice(1 - MOST_FRAMES), frame];
  }

  clear(): void {
    this.#frames = [];
  }

  #facts(text: string, at: number): Pick<LoggedFrame, "kind" | "name" | "gateway" | "tookMs" | "failed"> {
    const frame = parsed(text);
    const word = (field: string) => (typeof frame[field] === "string" ? frame[field] : undefined);
    const kind = word("type") ?? "?";
    const gateway = word("gateway");
    const id = word("id");
    const asked = kind === "res" && id !== undefined ? this.#asked.get(id) : undefined;
    if (id !== undefined) this.#asked.delete(id);
    if (kind === "req" && id !== undefined) {
      this.#asked.set(id, { method: word("method") ?? "", at });
      // Answers that never came.
      if (this.#asked.size > MOST_FRAMES) this.#asked.delete(this.#asked.keys().next().value ?? "");
    }
    return {
      kind,
      name: word("method") ?? word("event") ?? asked?.method ?? "",
      ...(gateway && { gateway }),
      ...(asked && { tookMs: at - asked.at }),
      ...(frame.ok === false && { failed: true }),
    };
  }
}

function parsed(text: string): { [field: string]: unknown } {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === "object" && frame !== null ? { ...frame } : {};
  } catch {
    return {};
  }
}
