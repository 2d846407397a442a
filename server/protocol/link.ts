import { CLOSE } from "./errors.ts";
import type { ServerFrame } from "./frames.ts";
import type { Clock } from "./requests.ts";

/** The part of a browser's `WebSocket` that a link uses. */
export interface ClientSocket {
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/** As the page sees it. */
export type Direction = "out" | "in";

export interface LinkListener {
  opened(): void;
  heard(link: Link, frame: ServerFrame): void;
  /** Each frame as it was sent, and as it came before anybody understood it. */
  passed(direction: Direction, text: string): void;
  /** Once, unless the link was closed from here. `reason` is a sentence for people. */
  ended(code: number, reason: string): void;
}

/** Within this long a socket must be open and greeted. */
export const HANDSHAKE_MS = 10_000;
/** After so many beats without any frame from the server it counts as gone. */
const SILENT_BEATS = 2;
/** A beat that comes so much later than it was due comes after a sleep, in milliseconds. */
const SLEPT_MS = 5_000;
/** How long a connection has to show after a sleep that it lives. */
const WOKEN_MS = 1_500;
/** How long a server may say nothing at all once it was asked something, before it is asked for a sign of life. */
const QUIET_MS = 500;
const GONE = 1006;

/**
 * One socket's life, its heartbeat included. Once it has ended or was closed, nothing that its socket still does is
 * heard: an old socket never touches a new one.
 */
export class Link {
  readonly #socket: ClientSocket;
  readonly #listener: LinkListener;
  readonly #clock: Clock;
  #cancelTimer: () => void;
  #cancelProbe = () => {};
  #cancelQuiet: (() => void) | undefined;
  #silentBeats = 0;
  #slowestMs = 0;
  #over = false;

  constructor(socket: ClientSocket, { clock, listener }: { clock: Clock; listener: LinkListener }) {
    this.#socket = socket;
    this.#clock = clock;
    this.#listener = listener;
    this.#cancelTimer = clock.after(HANDSHAKE_MS, () => this.fail("The server did not answer in time."));
    const begun = clock.now();
    socket.onopen = () => {
      // Two round trips at least: whoever waits that long for one answer takes no slow line for a dead one.
      this.#slowestMs = 2 * (clock.now() - begun);
      if (!this.#over) listener.opened();
    };
    socket.onmessage = ({ data }) => this.#hear(data);
    socket.onclose = ({ code, reason }) => this.#end(code, sentenceFor(code, reason));
    // An error says nothing, and `close` always follows it.
    socket.onerror = null;
  }

  /** Ends the handshake's deadline; from now on the server is asked for a sign of life. */
  startHeartbeat(everyMs: number): void {
    this.#cancelTimer();
    const due = this.#clock.now() + everyMs;
    this.#cancelTimer = this.#clock.after(everyMs, () => {
      this.startHeartbeat(everyMs);
      // What came while this device slept is heard after this: a beat that was slept through proves nothing.
      if (this.#clock.now() - due >= SLEPT_MS) return this.probe(WOKEN_MS);
      this.#silentBeats += 1;
      if (this.#silentBeats >= SILENT_BEATS) return this.fail("The server stopped answering.");
      this.send(PING);
    });
  }

  /** Gives a connection that may have died unnoticed this long to show that it lives; longer on a slow line. */
  probe(withinMs: number): void {
    if (this.#over) return;
    this.send(PING);
    this.#cancelProbe();
    const deadline = Math.max(withinMs, this.#slowestMs);
    this.#cancelProbe = this.#clock.after(deadline, () => this.fail("The server stopped answering."));
  }

  /** What was just sent asks for an answer: calls when the server says nothing at all for a while. Once at a time. */
  whenQuiet(call: () => void): void {
    if (this.#over || this.#cancelQuiet) return;
    this.#cancelQuiet = this.#clock.after(QUIET_MS, call);
  }

  send(text: string): void {
    if (this.#over) return;
    this.#socket.send(text);
    this.#listener.passed("out", text);
  }

  /** Gives the socket up; the listener hears of it as of any loss. */
  fail(reason: string, code = GONE): void {
    if (this.#over) return;
    this.close();
    this.#listener.ended(code, reason);
  }

  /** Ends the socket without a word to the listener. Idempotent. */
  close(): void {
    if (this.#over) return;
    this.#finish();
    this.#socket.close(CLOSE.NORMAL.code, CLOSE.NORMAL.reason);
  }

  #hear(data: unknown): void {
    if (this.#over) return;
    this.#silentBeats = 0;
    this.#stopDoubting();
    if (typeof data !== "string") return;
    this.#listener.passed("in", data);
    const frame = parsed(data);
    if (frame) this.#listener.heard(this, frame);
  }

  #end(code: number, reason: string): void {
    if (this.#over) return;
    this.#finish();
    this.#listener.ended(code, reason);
  }

  #finish(): void {
    this.#over = true;
    this.#cancelTimer();
    this.#stopDoubting();
  }

  #stopDoubting(): void {
    this.#cancelProbe();
    this.#cancelQuiet?.();
    this.#cancelQuiet = undefined;
  }
}

const PING = JSON.stringify({ type: "ping" });

/** What our server sends is a {@link ServerFrame}; what is none, as a proxy's page, is not heard. */
function parsed(text: string): ServerFrame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === "object" && frame !== null && "type" in frame ? (frame as ServerFrame) : undefined;
  } catch {
    return undefined;
  }
}

const SENTENCES: { readonly [code: number]: string } = {
  1000: "The server ended the connection.",
  1001: "The server is going away.",
  1005: "The server ended the connection.",
  1006: "The connection to the server broke.",
  1008: "The server refused the connection.",
  1009: "A message was too large for the server.",
  1011: "The server had an internal error.",
  1012: "The server is restarting.",
  1013: "This page could not keep up with the events and was cut off.",
  4001: "You are not signed in.",
};

function sentenceFor(code: number, reason: string): string {
  const sentence = SENTENCES[code] ?? `The connection ended with code ${code}.`;
  // Only a refusal's own words add something: they tell a missing sign-in from a broken rule.
  return code === CLOSE.POLICY.code && reason ? `${sentence} It says: ${reason}.` : sentence;
}
