import type { IncomingMessage } from "node:http";
import type { RpcError } from "../protocol/errors.ts";
import type { GatewayEvent } from "../protocol/events.ts";
import type { PrincipalInfo, Scope } from "../protocol/frames.ts";

/** What a request's credentials come to. */
export type Recognition = { kind: "ok"; principal: PrincipalInfo } | { kind: "none" } | { kind: "bad" };

/** Turns credentials into principals. */
export interface Authenticator {
  fromRequest(request: IncomingMessage): Promise<Recognition>;
  /** Undefined: the token is bad. */
  fromToken(token: string, address?: string): Promise<PrincipalInfo | undefined>;
}

/** One call as a connection makes it. */
export interface HubCall {
  principal: PrincipalInfo;
  connectionId: string;
  /** Of the caller's end of the connection. */
  address: string;
  /** The caller's default one when left out. */
  gateway?: string;
  method: string;
  params: unknown;
  /** Aborted when the connection ends. */
  signal: AbortSignal;
}

/** Answers calls; what it throws is an RpcError. */
export interface Dispatch {
  call(call: HubCall): Promise<unknown>;
}

/** Which gateways a principal may see. */
export interface GatewayAccess {
  list(principal: PrincipalInfo): readonly { readonly id: string }[];
  defaultFor(principal: PrincipalInfo): { readonly id: string } | undefined;
}

/** Something whose events are logged under its id: a gateway. */
export interface EventSource {
  readonly id: string;
  onEvent(listener: (event: GatewayEvent) => void): () => void;
}

/** Gives an unexpected error the shape that may be shown, and logs what it hides. An RpcError comes back as it is. */
export type ShapeFault = (error: unknown, doing: string) => RpcError;

/** Keeps what somebody may use ready for as long as they are connected. */
export interface Attendance {
  /** The returned function ends it. */
  attend(principal: PrincipalInfo): () => void;
}

/** Is told who is connected. */
export interface PresenceBook {
  join(connectionId: string, entry: PresenceFacts): void;
  leave(connectionId: string): void;
}

/** What is known of a connection's other end. */
export interface PresenceFacts {
  ip: string;
  /** A browser says what it is; other clients are `client`. */
  mode: "browser" | "client";
  roles: string[];
  scopes: Scope[];
  user: { id: string; name: string };
  text: string;
}
