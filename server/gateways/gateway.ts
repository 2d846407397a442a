import type { GatewayEvent } from "../protocol/events.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { GatewayStatus } from "../protocol/gateways.ts";

/** Who calls, and until when the answer is wanted. */
export interface CallContext {
  principal: PrincipalInfo;
  /** Aborted when the caller is gone or its deadline has passed. */
  signal?: AbortSignal;
  /** The session of the run whose tool calls: it reads no more than everybody does who reads that session. */
  within?: string;
}

/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/**
 * A gateway is anything that answers OpenClaw's RPC and emits OpenClaw's events.
 * The embedded one and a remote OpenClaw implement this; nothing above knows which.
 */
export interface Gateway {
  /** `embedded`, `default`, or the id it was added under. */
  readonly id: string;
  readonly name: string;
  readonly kind: "embedded" | "openclaw";
  readonly url?: string;
  readonly status: GatewayStatus;
  /** The version of the server behind it, once known. */
  readonly version?: string;
  /** Methods it says it answers, once known. */
  readonly methods: ReadonlySet<string>;
  /** How long a round trip takes, smoothed, in milliseconds; undefined where there is none, or it was not measured. */
  readonly latencyMs?: number | undefined;

  /**
   * Answers one request. The scope has been checked, the params have not.
   * @throws RpcError
   */
  call(method: string, params: unknown, context: CallContext): Promise<unknown>;

  /** Every event, once, in the order in which it happened. */
  onEvent(listener: (event: GatewayEvent) => void): Unsubscribe;

  /** Called at each change of `status`. */
  onStatus(listener: (status: GatewayStatus) => void): Unsubscribe;

  /**
   * Keeps it connected until the returned function is called, and half a minute longer. Left out by a gateway that is
   * always there.
   */
  hold?(): Unsubscribe;

  /** Ends runs and connections and flushes what is pending. Idempotent. */
  close(): Promise<void>;
}
