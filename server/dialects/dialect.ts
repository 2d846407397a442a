import type { RpcError } from "../protocol/errors.ts";
import type { Position, PrincipalInfo, ResumeFailedFrame, ShutdownFrame } from "../protocol/frames.ts";

/**
 * A dialect is a codec: it recognises its frames, turns them into calls, and gives replies and events its own shape.
 * Its name appears in its own file and in the list that the composition root makes.
 */
export interface Dialect {
  /** Also the value of `?dialect=` for dialects that can be asked for alone. */
  readonly name: string;
  /** Subprotocol by which a connection asks for this dialect and no other. Left out, it cannot be asked for alone. */
  readonly subprotocol?: string;
  /** `false`: it is handed frames of connections that are not authenticated. */
  readonly needsAuthentication: boolean;
  /** `connect`: opened with the connection (after authentication, if that is needed); `use`: at its first frame. */
  readonly opensAt: "connect" | "use";

  /** Whether this frame is this dialect's. Dialects are asked in the order of their list; the first one takes it. */
  claims(frame: unknown): boolean;

  /**
   * The reply to a frame that is not handed on or whose handling failed: not authenticated, too many, a fault.
   * Undefined when the frame wants no reply.
   */
  refuse(frame: unknown, error: RpcError): object | undefined;

  /** The reply to text that is no JSON, when the text looks like this dialect's. */
  malformed?(text: string): object | undefined;

  /** This dialect's side of one connection. */
  open(peer: Peer): DialectSession;
}

/** What a dialect keeps for one connection. */
export interface DialectSession {
  /** Answers one frame. What it throws or rejects with is sent as {@link Dialect.refuse} shapes it. */
  handle(frame: unknown): void | Promise<void>;
  /** The connection has ended. Idempotent. */
  close(): void;
}

/** The other side of a connection, as dialects see it. */
export interface Peer {
  /** `client-<n>-<base36>` */
  readonly id: string;
  /** Path and query by which it came; rooms read their name from it. */
  readonly url: URL;
  readonly remoteAddress: string;
  readonly authenticated: boolean;

  /** @throws RpcError UNAUTHENTICATED */
  principal(): PrincipalInfo;

  /** The gateway that is meant when a frame names none. */
  defaultGateway(): string | undefined;

  /** Where a gateway's log stands; undefined when there is no such log or the principal may not see it. */
  position(gateway: string): Position | undefined;

  /**
   * Calls a method, of the hub or of a gateway. Faults are already shaped.
   * @throws RpcError
   */
  call(method: string, params: unknown, options?: { gateway?: string }): Promise<unknown>;

  /** Sends a frame behind every event that happened before now. A {@link SharedFrame} is encoded once for all peers. */
  send(frame: object | SharedFrame): void;

  /** From now on gateways' events are pushed in this encoding too. Calling it again with the same codec does nothing. */
  push(codec: EventCodec): void;

  /** Every event of a gateway, as it happens. Ends with the returned function or the connection. */
  onEvent(gateway: string, listener: (event: LoggedEvent) => void): () => void;

  /**
   * Recognises the peer by a token. `settle` gets who it is, undefined when the token is bad, before any frame is
   * handled that came meanwhile: it replies or closes.
   * @throws RpcError CONFLICT when the connection already belongs to somebody else
   */
  authenticate(token: string, settle: (principal: PrincipalInfo | undefined) => void): Promise<void>;

  /**
   * Goes back to a position of a gateway's log. `answer` makes the reply, which is sent before the missed events.
   */
  resume(gateway: string, position: Position, answer: (outcome: ResumeOutcome) => object): void;

  /** Ends the connection with a close code. */
  close(reason: CloseReason): void;
}

export type ResumeOutcome =
  | { ok: true; replayed: number }
  | { ok: false; reason: ResumeFailedFrame["payload"]["reason"] };

export interface CloseReason {
  readonly code: number;
  readonly reason: string;
}

/** An event at its position in a gateway's log. */
export interface LoggedEvent extends Position {
  readonly gateway: string;
  readonly event: string;
  readonly payload: unknown;
  /** The payload as JSON text, made once. */
  readonly json: string;
}

/** Encodes events for every connection that uses a dialect: once each, then cached. Must be pure. */
export interface EventCodec {
  readonly name: string;
  /** The frame's text; undefined leaves the event out. */
  encode(event: LoggedEvent): string | undefined;
  /** Tells that events of a gateway were lost for this connection and everything is to be read again. */
  encodeLoss?(gateway: string, reason: ResumeFailedFrame["payload"]["reason"]): string;
  /** Tells that the server goes down. */
  encodeShutdown?(payload: ShutdownFrame["payload"]): string;
}

/** A frame that goes to many peers: its text is made once here, its bytes once by the hub. */
export class SharedFrame {
  readonly text: string;

  constructor(frame: object) {
    this.text = JSON.stringify(frame);
  }
}
