import type { ClientState } from "./client-state.ts";
import type { EventFrame } from "./frames.ts";
import type { Method, ParamsOf, ResultOf } from "./methods.ts";

/** The params of a method: typed for those that this version knows. */
export type ParamsFor<M extends string> = M extends Method ? ParamsOf<M> : unknown;
/** The result of a method: typed for those that this version knows. */
export type ResultFor<M extends string> = M extends Method ? ResultOf<M> : unknown;

/** What becomes of a request whose connection is lost before its answer came. */
export type Resend = "always" | "never";

export interface RequestOptions {
  /** The gateway to ask. Default: the caller's default one. */
  gateway?: string;
  /** Withdraws the request: it rejects with ABORTED. */
  signal?: AbortSignal;
  /** Milliseconds until TIMEOUT, waiting for a connection included. Default 30,000. */
  timeoutMs?: number;
  /** Default: `always` for methods that only read and for params with an `idempotencyKey`, else `never`. */
  resend?: Resend;
}

/** One gateway's events have a gap: what was read from it before is to be read again. */
export interface GatewayReset {
  gateway: string;
  reason: "epoch" | "evicted" | "unknown";
}

export type Unsubscribe = () => void;

/** The one connection of a page (or a script) to `/ws`. */
export interface GatewayClient {
  /** Connects, also after `stopped`; while connecting or connected it does nothing. */
  connect(): void;
  /** Tries at once when waiting or offline, starts again when stopped. */
  reconnect(): void;
  /** @throws RpcError with the gateway's code, or TIMEOUT, ABORTED, GATEWAY_LOST, RATE_LIMITED, UNAUTHENTICATED. */
  request<M extends string>(method: M, params?: ParamsFor<M>, options?: RequestOptions): Promise<ResultFor<M>>;
  getState(): ClientState;
  onState(listener: (state: ClientState) => void): Unsubscribe;
  onEvent(listener: (event: EventFrame) => void): Unsubscribe;
  onReset(listener: (reset: GatewayReset) => void): Unsubscribe;
  /** The caller's default gateway, once a greeting named it. */
  readonly defaultGateway: string | undefined;
  /** Fails what is pending and closes the socket. Idempotent; `connect()` opens it again. */
  close(): void;
}
