import type { WebSocket } from "ws";
import type { Dialect } from "../dialects/dialect.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { HubContext } from "./context.ts";
import type { Sink } from "./outbox.ts";

/** What a connection is made of. */
export interface ConnectionOptions {
  id: string;
  /** Without per-message deflate: it would write behind the back of {@link Outbox}. */
  ws: WebSocket;
  /** The socket under `ws`. */
  sink: Sink;
  /** In the order in which they are asked. */
  dialects: readonly Dialect[];
  /** The one dialect that gets every frame, when one was asked for. */
  alone: Dialect | undefined;
  /** Whether the connection is greeted. */
  greeting: boolean;
  /** Until the connection must be authenticated, in milliseconds. */
  authenticationMs: number;
  hub: HubContext;
  /** Called once, when it is known whose connection this is. */
  onReady(principal: PrincipalInfo): void;
  /** Called once, when the connection has ended. */
  onEnd(): void;
}
