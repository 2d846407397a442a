import type { EventScope } from "@/server/protocol/chatter.ts";
import type { ClientState } from "@/server/protocol/client-state.ts";
import type { ErrorShape } from "@/server/protocol/errors.ts";
import type { EventFrame, IdentityInfo } from "@/server/protocol/frames.ts";
import type { PassedFrame } from "@/server/protocol/observation.ts";
import type { GatewayReset } from "@/server/protocol/positions.ts";
import type { Resend } from "@/server/protocol/resend.ts";

export type Signal = "online" | "offline" | "visible";

/** What a tab says to the worker that holds the socket of all tabs. */
export type Said =
  /** The tab holds this lock for as long as it lives. */
  | { type: "alive"; lock: string }
  | { type: "connect" }
  | {
      type: "ask";
      /** The tab's own count: another tab's may be the same. */
      id: number;
      method: string;
      params: unknown;
      gateway: string | undefined;
      timeoutMs: number | undefined;
      resend: Resend | undefined;
    }
  | { type: "withdraw"; id: number }
  | { type: "signal"; signal: Signal }
  /** Whose chatty events it wants; none before it says so. */
  | { type: "scope"; scope: EventScope }
  /** Whether it looks at the frames that pass. */
  | { type: "watch"; isWatching: boolean }
  /** So many more of the things it was told are read. */
  | { type: "taken"; count: number }
  | { type: "leave" };

/** What the worker tells a tab. */
export type Told =
  /** The worker holds this lock for as long as it lives. Before anything else. */
  | { type: "welcome"; lock: string }
  | {
      type: "state";
      state: ClientState;
      identity: IdentityInfo | undefined;
      defaultGateway: string | undefined;
    }
  | { type: "event"; event: EventFrame }
  | { type: "reset"; reset: GatewayReset }
  | { type: "answer"; id: number; ok: true; payload: unknown }
  | { type: "answer"; id: number; ok: false; error: ErrorShape }
  | { type: "frame"; frame: PassedFrame }
  /** Something went wrong that no request waits for. */
  | { type: "fault"; error: ErrorShape };

/** Messages to a tab come in batches: one task of the page for each. */
export type Batch = readonly Told[];
