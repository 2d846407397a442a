import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import type { IdentityInfo } from "../protocol/frames.ts";
import type { HubCounters } from "./counters.ts";
import type { Feeds } from "./feeds.ts";
import type { HubLimits } from "./limits.ts";
import type { Authenticator, Dispatch, GatewayAccess, ShapeFault } from "./ports.ts";
import type { SharedRates } from "./rates.ts";

/** What all connections share. */
export interface HubContext {
  feeds: Feeds;
  access: GatewayAccess;
  authenticator: Authenticator;
  /** How people sign in, where that is elsewhere. */
  identity: IdentityInfo | undefined;
  dispatch: Dispatch;
  shapeFault: ShapeFault;
  logger: Logger;
  limits: HubLimits;
  principalRates: SharedRates;
  counters: HubCounters;
  now: () => number;
  /** From where an upgrade comes. */
  addressOf: (request: IncomingMessage) => string;
  /** Which browser's session an upgrade carries; undefined where none is told from another. */
  browserOf: ((request: IncomingMessage) => string | undefined) | undefined;
}
