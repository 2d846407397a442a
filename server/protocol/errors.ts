/**
 * The codes an error frame may carry. Readers decide by code, never by text.
 * A new error is one line here.
 */
export const ERROR_CODES = {
  /** The frame or its params are malformed. */
  INVALID_REQUEST: { retryable: false },
  /** No handler answers this method, on the hub or on the gateway. */
  UNKNOWN_METHOD: { retryable: false },
  /** A frame arrived before authentication. */
  UNAUTHENTICATED: { retryable: false },
  /** The principal lacks the scope that the method needs. */
  FORBIDDEN: { retryable: false },
  /** The device was not let in yet: `details.requestId` names the request that somebody must approve. */
  NOT_PAIRED: { retryable: false },
  /** The named session, agent, run or file does not exist. */
  NOT_FOUND: { retryable: false },
  /** The state changed under the caller: a hash or an expected id does not match. */
  CONFLICT: { retryable: false },
  /** A bound of the server is reached: `retryAfterMs` tells when to try again. */
  RATE_LIMITED: { retryable: true },
  /** The caller has no gateway. */
  NO_GATEWAY: { retryable: false },
  /** The gateway is starting. */
  STARTING: { retryable: true },
  /** The gateway cannot be reached or refuses for now. */
  UNAVAILABLE: { retryable: true },
  /** The connection to the gateway broke while the call was pending; the call may have had effect. */
  GATEWAY_LOST: { retryable: true },
  /** No answer within the deadline; the call may have had effect. */
  TIMEOUT: { retryable: true },
  /** The caller withdrew the call. */
  ABORTED: { retryable: false },
  /** The model provider refused or failed. */
  PROVIDER: { retryable: true },
  /** The disk is full or the state folder cannot be written: nothing was changed. */
  STORAGE: { retryable: true },
  /** A fault of ours. The message names a log id, never an internal. */
  INTERNAL: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The wire shape of an error, as OpenClaw's `ErrorShape`. A remote gateway may use codes of its own. */
export interface ErrorShape {
  code: string;
  message: string;
  details?: unknown;
  retryable?: boolean;
  /** Milliseconds until a retry can succeed. */
  retryAfterMs?: number;
}

/** The one error that handlers throw; dispatch gives it its wire shape, once. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: string;
  readonly details: unknown;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: unknown; retryable?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details;
    this.retryable = options.retryable ?? ERROR_CODES[code].retryable;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Rebuilds an error from its wire shape; codes of a remote gateway are kept as they are. */
  static from(shape: ErrorShape): RpcError {
    const error = new RpcError("INTERNAL", shape.message, shape);
    return Object.assign(error, { code: shape.code, retryable: shape.retryable ?? isRetryable(shape.code) });
  }

  toShape(): ErrorShape {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.details !== undefined && { details: this.details }),
      ...(this.retryAfterMs !== undefined && { retryAfterMs: this.retryAfterMs }),
    };
  }
}

/**
 * WebSocket close codes with their reasons, and whether a client reconnects by itself.
 * RFC 6455 section 7.4; the 4000s are ours.
 */
export const CLOSE = {
  NORMAL: { code: 1000, reason: "bye", reconnect: false },
  POLICY: { code: 1008, reason: "policy violation", reconnect: false },
  INVALID_AUTHENTICATION: { code: 1008, reason: "Invalid authentication", reconnect: false },
  TOO_LARGE: { code: 1009, reason: "frame too large", reconnect: false },
  INTERNAL: { code: 1011, reason: "internal error", reconnect: true },
  RESTART: { code: 1012, reason: "service restart", reconnect: true },
  SLOW_CONSUMER: { code: 1013, reason: "slow consumer", reconnect: true },
  EXPIRED: { code: 4001, reason: "the sign-in has expired", reconnect: false },
  UNAUTHENTICATED: { code: 4001, reason: "authentication required", reconnect: false },
} as const satisfies Record<string, { code: number; reason: string; reconnect: boolean }>;

const RECONNECT_CODES: ReadonlySet<number> = new Set([1001, 1005, 1006, 1011, 1012, 1013]);

/** Whether a client that sees this close code connects again by itself (WIRE CON-8). */
export function reconnectsOn(closeCode: number): boolean {
  return RECONNECT_CODES.has(closeCode);
}

function isRetryable(code: string): boolean {
  return Object.hasOwn(ERROR_CODES, code) && ERROR_CODES[code as ErrorCode].retryable;
}
