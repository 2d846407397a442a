import type { Dialect, DialectSession, Peer } from "../dialects/dialect.ts";
import { errorFrame } from "../dialects/frames.ts";
import { RpcError } from "../protocol/errors.ts";
import type { ShapeFault } from "./ports.ts";
import { readFrame } from "./reading.ts";

export interface DialogueOptions {
  peer: Peer;
  /** In the order in which they are asked. */
  dialects: readonly Dialect[];
  /** The one dialect that gets every frame, when there is one. */
  alone: Dialect | undefined;
  shapeFault: ShapeFault;
  /** A frame was answered with an error instead of being handled, or its handling failed. */
  onRefused(): void;
}

/** What the dialects say on one connection. Each frame is answered, whatever goes wrong. */
export class Dialogue {
  readonly #options: DialogueOptions;
  readonly #sessions = new Map<Dialect, DialectSession>();

  constructor(options: DialogueOptions) {
    this.#options = options;
  }

  /** Opens the dialects that need no frame to begin: those for anybody, or those for the authenticated. */
  begin(authenticated: boolean): void {
    for (const dialect of this.#options.dialects) {
      if (dialect.opensAt === "connect" && dialect.needsAuthentication === authenticated) this.#session(dialect);
    }
  }

  /** Hands text to its dialect, or answers it with `refusal` in that dialect's shape. */
  receive(text: string, refusal?: RpcError): void {
    const { dialects, alone, peer } = this.#options;
    const reading = readFrame(text, dialects, alone);
    const dialect = "dialect" in reading ? reading.dialect : alone;
    const frame = "frame" in reading ? reading.frame : undefined;
    const anonymous = !peer.authenticated && (dialect === undefined || dialect.needsAuthentication);
    const error = refusal ?? (anonymous ? new RpcError("UNAUTHENTICATED", "Not authenticated") : undefined);
    if (error) this.#refuse(dialect, frame, error);
    else if ("dialect" in reading) this.#handle(reading.dialect, reading.frame);
    else if (reading.reply) peer.send(reading.reply);
  }

  /** Idempotent. */
  close(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  #handle(dialect: Dialect, frame: unknown): void {
    const fail = (error: unknown) => {
      this.#refuse(dialect, frame, this.#options.shapeFault(error, `${dialect.name} frame`));
    };
    try {
      this.#session(dialect).handle(frame)?.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  #refuse(dialect: Dialect | undefined, frame: unknown, error: RpcError): void {
    this.#options.onRefused();
    const reply = dialect ? dialect.refuse(frame, error) : errorFrame(error, frame);
    if (reply) this.#options.peer.send(reply);
  }

  #session(dialect: Dialect): DialectSession {
    const known = this.#sessions.get(dialect);
    if (known) return known;
    const session = dialect.open(this.#options.peer);
    this.#sessions.set(dialect, session);
    return session;
  }
}
