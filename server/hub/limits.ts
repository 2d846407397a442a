import { OUTBOX_LIMITS, type OutboxLimits } from "./outbox.ts";
import type { Rate } from "./rates.ts";

/** Every bound that a connection meets. */
export interface HubLimits {
  /** Largest frame, in bytes; a route may have its own. */
  frameBytes: number;
  /** Largest frame before authentication, in bytes. */
  anonymousFrameBytes: number;
  /** Until a connection must be authenticated. */
  authenticationMs: number;
  /** Frames that may wait while a connection is being authenticated. */
  queuedFrames: number;
  /** Between protocol pings; a peer that misses two is ended. */
  pingMs: number;
  /** Between the close frame and the end of a peer that does not answer it. */
  closeMs: number;
  /** Frames of one connection. */
  connectionRate: Rate;
  /** Frames of one principal, over all its connections. */
  principalRate: Rate;
  /** Frames of one connection that are refused before it is closed. */
  refusalRate: Rate;
  /** Calls of one connection under way. */
  pendingCalls: number;
  connections: number;
  outbox: OutboxLimits;
}

export const HUB_LIMITS: HubLimits = {
  frameBytes: 512 * 1024,
  anonymousFrameBytes: 64 * 1024,
  authenticationMs: 10_000,
  queuedFrames: 64,
  pingMs: 30_000,
  closeMs: 5_000,
  connectionRate: { burst: 1_000, perSecond: 200 },
  principalRate: { burst: 4_000, perSecond: 1_000 },
  refusalRate: { burst: 1_000, perSecond: 20 },
  pendingCalls: 1_000,
  connections: 10_000,
  outbox: OUTBOX_LIMITS,
};
