import type { EventFrame, Position, ResumeFrame } from "./frames.ts";

/** One gateway's events have a gap: what was read from it before is to be read again. */
export interface GatewayReset {
  gateway: string;
  /** `unknown`: it was asked something, but its position was never heard. */
  reason: "epoch" | "evicted" | "unknown";
}

/** Gateways whose position is kept. One that falls out is read again after the next drop. */
export const MAX_GATEWAYS = 500;

interface Place {
  position: Position | undefined;
  /** Where this connection's greeting said that the log ends. */
  greeting: Position | undefined;
  /** Asked to go on from here: what comes before the answer will come again after it. */
  resuming: boolean;
}

/** How far each gateway's events were heard, so that none is lost and none heard twice over a drop (RES-1, RES-2). */
export class Positions {
  readonly #places = new Map<string, Place>();
  #greetedBefore = false;

  /** Remembers a gateway whose data is shown, though nothing was heard of it yet. */
  watch(gateway: string): void {
    this.#place(gateway);
  }

  /** A new connection's greeting names a position. What was heard before is not overwritten: it is to be resumed. */
  greeted(gateway: string, position: Position): void {
    for (const place of this.#places.values()) place.greeting = undefined;
    // What was asked before the first greeting has missed nothing yet.
    const isNew = !this.#places.has(gateway) || !this.#greetedBefore;
    this.#greetedBefore = true;
    const place = this.#place(gateway);
    place.greeting = position;
    if (isNew) place.position = position;
  }

  /** A new socket is ready: what to ask it for, and which gateways cannot be resumed at all. */
  resume(): { frames: ResumeFrame[]; resets: GatewayReset[] } {
    const frames: ResumeFrame[] = [];
    const resets: GatewayReset[] = [];
    for (const [gateway, place] of this.#places) {
      place.resuming = place.position !== undefined;
      if (place.position) frames.push({ type: "resume", gateway, ...place.position });
      else resets.push({ gateway, reason: "unknown" });
    }
    return { frames, resets };
  }

  resumed(gateway: string): void {
    this.#place(gateway).resuming = false;
  }

  /** What was missed is read again; what comes after the greeting, or after the last event of this log, is not missed. */
  failed(gateway: string): void {
    const place = this.#place(gateway);
    const { position, greeting } = place;
    const isFurther = position !== undefined && position.epoch === greeting?.epoch && position.seq > greeting.seq;
    if (!isFurther) place.position = greeting;
    place.resuming = false;
  }

  /** Whether an event is to be heard, and whether its gateway began a new log. */
  accept({ gateway, epoch, seq }: EventFrame): "new" | "old" | "new-epoch" {
    const place = this.#place(gateway);
    if (place.resuming) return "old";
    const before = place.position;
    if (before?.epoch === epoch && seq <= before.seq) return "old";
    place.position = { epoch, seq };
    return before === undefined || before.epoch === epoch ? "new" : "new-epoch";
  }

  #place(gateway: string): Place {
    const known = this.#places.get(gateway);
    if (known) return known;
    const [oldest] = this.#places.keys();
    if (this.#places.size >= MAX_GATEWAYS && oldest !== undefined) this.#places.delete(oldest);
    const place: Place = { position: undefined, greeting: undefined, resuming: false };
    this.#places.set(gateway, place);
    return place;
  }
}
