import type { GatewayClient } from "@openclaw/gateway-client";
import type { EventFrame, HelloOk } from "@openclaw/gateway-protocol";
import type { Logger } from "pino";
import { RpcError } from "../../protocol/errors.ts";
import { SCOPES } from "../../protocol/frames.ts";
import { type DeviceIdentity, rawPublicKey, signPayload } from "./device-identity.ts";
import { diagnose, type Finding } from "./doctor.ts";
import { codeOf } from "./refusal.ts";

/** The delays before a new attempt: full jitter under a ceiling that doubles. Milliseconds. */
const BACKOFF = { firstMs: 500, mostMs: 30_000 };
/** How often to look whether somebody has approved the pairing. Milliseconds. */
const PAIRING_DELAY_MS = 3_000;
/**
 * Without `approvals` the gateway tells us of nothing that waits, and answers for us that it cannot be approved: nobody it
 * knows would be there to ask. Older gateways know commands alone, by `exec-approvals`.
 */
const CAPABILITIES = ["tool-events", "approvals", "exec-approvals"];

/** Device tokens that gateways hand out after pairing. */
export interface DeviceTokens {
  load(gatewayId: string): { token?: string; scopes?: string[] } | null;
  save(gatewayId: string, record: { token: string; scopes: string[] }): void;
  clear(gatewayId: string): void;
}

export interface LinkOptions {
  gatewayId: string;
  url: string;
  token?: string;
  identity: DeviceIdentity;
  deviceTokens: DeviceTokens;
  clientVersion: string;
  logger: Logger;
  random?: () => number;
}

export interface LinkHandlers {
  onReady(hello: HelloOk): void;
  onEvent(event: EventFrame): void;
  /** The connection is gone or could not be made; another attempt follows. */
  onDown(finding: Finding): void;
  /** The gateway dropped events on this connection. */
  onGap(): void;
}

type Library = typeof import("@openclaw/gateway-client");

/**
 * ```
 *         start              loaded           hello-ok
 *   idle ────────▶ loading ──────────▶ trying ──────────▶ ready
 *                     ▲                  │ failed            │ lost
 *               timer │                  ▼                   ▼
 *                     └────────────── waiting ◀─────────────┘     from everywhere: rest() → idle, close() → closed
 * ```
 */
type LinkState =
  | { state: "idle" }
  | { state: "loading" }
  | { state: "trying"; client: GatewayClient }
  | { state: "ready"; client: GatewayClient; library: Library; lost: AbortController }
  | { state: "waiting"; timer: NodeJS.Timeout }
  | { state: "closed" };

/** One gateway's connection, opened again for ever. The official client does the handshake; each attempt is a new one. */
export class Link {
  readonly #options: LinkOptions;
  readonly #handlers: LinkHandlers;
  #state: LinkState = { state: "idle" };
  #attempts = 0;

  constructor(options: LinkOptions, handlers: LinkHandlers) {
    this.#options = options;
    this.#handlers = handlers;
  }

  start(): void {
    if (this.#state.state === "idle") this.#try();
  }

  /** Tries at once instead of waiting for the timer. */
  wake(): void {
    if (this.#state.state !== "waiting") return;
    clearTimeout(this.#state.timer);
    this.#try();
  }

  /**
   * Sends one request; pending ones fail at once when the connection goes.
   * @throws RpcError the gateway's own code, `GATEWAY_LOST`, `TIMEOUT`, `UNAVAILABLE`
   */
  async request(method: string, params: unknown, signal?: AbortSignal): Promise<unknown> {
    if (this.#state.state !== "ready") throw new RpcError("UNAVAILABLE", "The gateway is not connected.");
    const { client, library, lost } = this.#state;
    try {
      return await client.request<unknown>(method, params ?? {}, {
        signal: signal ? AbortSignal.any([signal, lost.signal]) : lost.signal,
      });
    } catch (error) {
      throw rpcErrorOf(error, library, { method, lost: lost.signal.aborted, withdrawn: signal?.aborted === true });
    }
  }

  /** Lets go of the connection until the next start; pending requests fail. */
  rest(): void {
    const before = this.#state;
    if (before.state === "closed") return;
    this.#state = { state: "idle" };
    this.#attempts = 0;
    if (before.state === "waiting") clearTimeout(before.timer);
    if (before.state === "ready") before.lost.abort();
    if (before.state === "ready" || before.state === "trying") before.client.stop();
  }

  /** Idempotent. */
  async close(): Promise<void> {
    const before = this.#state;
    this.#state = { state: "closed" };
    if (before.state === "waiting") clearTimeout(before.timer);
    if (before.state === "ready") before.lost.abort();
    if (before.state === "ready" || before.state === "trying")
      await before.client.stopAndWait({ timeoutMs: 1_000 }).catch(() => {});
  }

  #try(): void {
    const loading: LinkState = { state: "loading" };
    this.#state = loading;
    // Memory that a process without gateways elsewhere never needs.
    import("@openclaw/gateway-client").then(
      (library) => {
        if (this.#state === loading) this.#connect(library);
      },
      (error: unknown) => {
        if (this.#state === loading) this.#wait(diagnose({ url: this.#options.url, error: asError(error) }));
      },
    );
  }

  #connect(library: Library): void {
    const { url, token, identity, gatewayId, deviceTokens, logger, clientVersion } = this.#options;
    let failure: Error | undefined;
    const client = new library.GatewayClient({
      url,
      token,
      minProtocol: 4,
      maxProtocol: 4,
      clientName: "gateway-client",
      mode: "backend",
      clientVersion,
      clientDisplayName: "Mission Control",
      platform: process.platform,
      role: "operator",
      scopes: [...SCOPES],
      caps: CAPABILITIES,
      deviceIdentity: identity,
      notifyOnStartupRetry: true,
      hostDeps: {
        signDevicePayload: signPayload,
        publicKeyRawBase64UrlFromPem: rawPublicKey,
        loadDeviceAuthToken: () => deviceTokens.load(gatewayId),
        storeDeviceAuthToken: ({ token: issued, scopes }) => deviceTokens.save(gatewayId, { token: issued, scopes }),
        clearDeviceAuthToken: () => deviceTokens.clear(gatewayId),
        logDebug: (message) => logger.debug(message),
        logError: (message) => logger.debug(message),
      },
      onHelloOk: (hello) => {
        if (this.#clientNow() !== client) return;
        this.#attempts = 0;
        this.#state = { state: "ready", client, library, lost: new AbortController() };
        this.#handlers.onReady(hello);
      },
      onEvent: (event) => {
        if (this.#clientNow() === client) this.#handlers.onEvent(event);
      },
      onGap: () => {
        if (this.#clientNow() === client) this.#handlers.onGap();
      },
      onConnectError: (error) => {
        failure = error;
        // A socket that could not be made closes without a word.
        queueMicrotask(() => this.#down(client, diagnose({ url, error })));
      },
      onClose: (closeCode, reason, info) => {
        const wasReady = this.#state.state === "ready";
        this.#down(client, diagnose({ url, closeCode, reason, error: info?.connectError ?? failure, wasReady }));
      },
    });
    this.#state = { state: "trying", client };
    try {
      client.start();
    } catch (error) {
      this.#down(client, diagnose({ url, error: asError(error) }));
    }
  }

  #down(client: GatewayClient, finding: Finding): void {
    if (this.#clientNow() !== client) return;
    if (this.#state.state === "ready") this.#state.lost.abort();
    client.stop();
    this.#wait(finding);
  }

  #wait(finding: Finding): void {
    this.#state = { state: "waiting", timer: setTimeout(() => this.#try(), this.#delayAfter(finding)) };
    this.#handlers.onDown(finding);
  }

  #delayAfter(finding: Finding): number {
    if (finding.code === "pairing" || finding.code === "scope-upgrade") return PAIRING_DELAY_MS;
    // A gateway that counts wrong tokens must not be asked often with one.
    if (!finding.transient) return BACKOFF.mostMs;
    const ceiling = Math.min(BACKOFF.mostMs, BACKOFF.firstMs * 2 ** this.#attempts++);
    return (this.#options.random ?? Math.random)() * ceiling;
  }

  #clientNow(): GatewayClient | undefined {
    return this.#state.state === "trying" || this.#state.state === "ready" ? this.#state.client : undefined;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function rpcErrorOf(
  error: unknown,
  { GatewayClientRequestError, GatewayClientRequestTimeoutError }: Library,
  { method, lost, withdrawn }: { method: string; lost: boolean; withdrawn: boolean },
): RpcError {
  if (error instanceof GatewayClientRequestError) {
    const { message, details } = error;
    return RpcError.from({
      code: codeOf({ code: error.gatewayCode, message, details }),
      message,
      details,
      retryable: error.retryable,
      retryAfterMs: error.retryAfterMs,
    });
  }
  if (error instanceof GatewayClientRequestTimeoutError)
    return new RpcError("TIMEOUT", `RPC timeout: ${method}`, { cause: error });
  if (withdrawn && !lost) return new RpcError("ABORTED", `${method} was withdrawn.`, { cause: error });
  return new RpcError("GATEWAY_LOST", "Gateway connection lost", { cause: error });
}
