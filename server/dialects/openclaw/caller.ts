import {
  buildPairingConnectErrorDetails,
  buildPairingConnectErrorMessage,
  ConnectErrorDetailCodes,
} from "@openclaw/gateway-protocol/connect-error-details";
import { RpcError } from "../../protocol/errors.ts";
import { allows, type PrincipalInfo, SCOPES, type Scope } from "../../protocol/frames.ts";
import type { DialectSession, LoggedEvent, Peer } from "../dialect.ts";
import { isObject, textField } from "../frames.ts";
import { type ConnectParams, connectParamsOf } from "./connect-params.ts";
import { checkDeviceProof } from "./device-proof.ts";
import { type Hearing, hears, isSubscription, type Subscription, subscribe } from "./events.ts";
import { type Host, helloOf, PROTOCOL } from "./hello.ts";
import type { Lockout } from "./lockout.ts";
import type { Admission, Knock, NodeFacts, NodeSeat } from "./pairing.ts";

export interface CallerOptions {
  /** The gateway that an authenticated peer speaks with. @throws RpcError when it cannot be spoken with now */
  hostOf: (peer: Peer) => Host;
  /** How long a client may take to say `connect`, in milliseconds. */
  connectMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
  newNonce: () => string;
  /** A device without a token asks to come in; left out, none does. @throws RpcError */
  knock?: (device: Knock) => Promise<Admission>;
  /** A node that was let in is there until it leaves its seat, and is told events by `send`. */
  joinNode?: (deviceId: string, facts: NodeFacts, send: (event: string, payload: object) => void) => NodeSeat;
  /** Addresses that gave too many bad tokens. */
  badTokens: Pick<Lockout, "failed" | "waitOf">;
  /** @throws RpcError FORBIDDEN when the principal's scopes are too few for the method */
  requireScope: (principal: PrincipalInfo, method: string) => void;
}

interface Request {
  id: string;
  method: string;
  params: unknown;
}

/**
 * ```
 *   challenged ── connect ──▶ greeting ── hello-ok ──▶ ready
 *       │ 15 s, or no connect     │ bad credentials      │
 *       └─────────────────────▶ closed ◀─────────────────┘
 * ```
 */
type State =
  | { state: "challenged"; timer: NodeJS.Timeout }
  /** Requests that come too early wait for `done`. */
  | { state: "greeting"; done: PromiseWithResolvers<void>; early: number }
  | { state: "ready"; principal: PrincipalInfo; hearing: Hearing; gateway: string; seat?: NodeSeat }
  | { state: "closed" };

/** Requests that may wait for the greeting. */
export const MAX_EARLY = 64;

/** One client's conversation with the gateway. */
export class Caller implements DialectSession {
  readonly #peer: Peer;
  readonly #options: CallerOptions;
  readonly #nonce: string;
  #state: State;
  /** Of the last event that was sent: 1, 2, 3 … on this connection. */
  #seq = 0;

  constructor(peer: Peer, options: CallerOptions) {
    this.#peer = peer;
    this.#options = options;
    this.#nonce = options.newNonce();
    const timer = setTimeout(() => this.#end(1000, "connect timeout"), options.connectMs);
    this.#state = { state: "challenged", timer };
    peer.send({ type: "event", event: "connect.challenge", payload: { nonce: this.#nonce, ts: options.now() } });
  }

  async handle(frame: unknown): Promise<void> {
    switch (this.#state.state) {
      case "challenged":
        return this.#connect(frame);
      case "greeting":
        if (this.#state.early >= MAX_EARLY) throw new RpcError("RATE_LIMITED", "Wait for hello-ok before you ask.");
        this.#state.early += 1;
        await this.#state.done.promise;
        return this.#answer(frame);
      case "ready":
        return this.#answer(frame);
      case "closed":
    }
  }

  close(): void {
    if (this.#state.state === "challenged") clearTimeout(this.#state.timer);
    if (this.#state.state === "greeting") this.#state.done.resolve();
    if (this.#state.state === "ready") this.#state.seat?.leave();
    this.#state = { state: "closed" };
  }

  async #connect(frame: unknown): Promise<void> {
    const request = requestOf(frame);
    if (!request) return this.#end(1008, "invalid request frame");
    if (this.#state.state === "challenged") clearTimeout(this.#state.timer);
    this.#state = { state: "greeting", done: Promise.withResolvers(), early: 0 };
    try {
      if (request.method !== "connect")
        throw new RpcError("INVALID_REQUEST", "invalid handshake: first request must be connect");
      const params = connectParamsOf(request.params);
      if (params.minProtocol > PROTOCOL || params.maxProtocol < PROTOCOL) {
        return this.#refuse(request, protocolMismatch(params), 1002);
      }
      await this.#authenticate(request, params);
    } catch (error) {
      if (error instanceof RpcError) return this.#refuse(request, error);
      this.#end(1011, "internal error");
      throw error;
    }
  }

  async #authenticate(request: Request, params: ConnectParams): Promise<void> {
    const { badTokens, now } = this.#options;
    const waitMs = badTokens.waitOf(this.#peer.remoteAddress);
    if (waitMs > 0) throw rateLimited(waitMs);
    const challenge = { nonce: this.#nonce, now: now() };
    // A node comes in by its own key alone: a token, whosever it is, would make it more than a node.
    const isNode = roleOf(params) === "node";
    const token = isNode ? undefined : params.auth?.token;
    if (token !== undefined) await this.#recognise(request, token);
    else if (isNode || !this.#peer.authenticated) {
      await checkDeviceProof(params, challenge);
      if (this.#state.state !== "greeting") return;
      return this.#knock(request, params);
    }
    if (this.#state.state !== "greeting") return;
    await checkDeviceProof(params, challenge);
    if (this.#state.state !== "greeting") return;
    await this.#greet(request, params);
  }

  async #recognise(request: Request, token: string): Promise<void> {
    await this.#peer.authenticate(token, (principal) => {
      if (principal) return;
      this.#options.badTokens.failed(this.#peer.remoteAddress);
      this.#refuse(request, unauthorized("AUTH_TOKEN_MISMATCH", "gateway token mismatch"));
    });
  }

  /** Without a token the key of a device that was let in is enough; one that was not waits for somebody's word. */
  async #knock(request: Request, params: ConnectParams): Promise<void> {
    const { device, client } = params;
    const { knock } = this.#options;
    const role = roleOf(params);
    if (!device && role === "node") throw deviceRequired();
    if (!device || !knock) throw unauthorized("AUTH_TOKEN_MISSING", "gateway token missing");
    const admission = await knock({
      ...factsOf(params, this.#peer),
      deviceId: device.id,
      publicKey: device.publicKey,
      ...(client.displayName !== undefined && { displayName: client.displayName }),
      role,
      scopes: role === "node" ? [] : (params.scopes ?? []),
    });
    if (this.#state.state !== "greeting") return;
    if (admission.state === "pending") throw notPaired(admission);
    await this.#recognise(request, admission.token);
    if (this.#state.state === "greeting") await this.#greet(request, params, admission.token);
  }

  async #greet(request: Request, params: ConnectParams, deviceToken?: string): Promise<void> {
    const { scopes = [], caps = [], device } = params;
    const role = roleOf(params);
    const principal = this.#peer.principal();
    const granted = grantedOf(principal, scopes);
    const host = this.#options.hostOf(this.#peer);
    const { gateway } = host;
    const payload = await helloOf(host, this.#peer, granted, { role, deviceToken });
    if (this.#state.state !== "greeting") return;
    const { done } = this.#state;
    this.#state = {
      state: "ready",
      gateway,
      principal: { ...principal, scopes: granted },
      hearing: { scopes: granted, caps, sessions: false, followed: new Set() },
      seat: role === "node" && device ? this.#seat(device.id, params) : undefined,
    };
    this.#peer.send({ type: "res", id: request.id, ok: true, payload });
    this.#peer.onEvent(gateway, (event) => this.#push(event));
    done.resolve();
  }

  #seat(deviceId: string, params: ConnectParams): NodeSeat | undefined {
    const facts = { ...factsOf(params, this.#peer), version: params.client.version };
    return this.#options.joinNode?.(deviceId, facts, (event, payload) => this.#tell(event, payload));
  }

  async #answer(frame: unknown): Promise<void> {
    if (this.#state.state !== "ready") return;
    const request = requestOf(frame);
    if (!request) throw new RpcError("INVALID_REQUEST", "invalid request frame");
    const { id, method, params } = request;
    const payload = this.#state.seat?.answer(method, params) ?? (await this.#ask(method, params));
    this.#peer.send({ type: "res", id, ok: true, payload });
  }

  async #ask(method: string, params: unknown): Promise<unknown> {
    if (this.#state.state !== "ready") return undefined;
    this.#options.requireScope(this.#state.principal, method);
    return isSubscription(method) ? this.#subscribe(method, params) : this.#call(method, params);
  }

  /** With params `sessions.subscribe` brings the list of sessions that they ask for. */
  async #subscribe(method: Subscription, params: unknown): Promise<object | undefined> {
    if (this.#state.state !== "ready") return undefined;
    const { hearing, answer } = subscribe(this.#state.hearing, method, params);
    this.#state = { ...this.#state, hearing };
    const wantsList = method === "sessions.subscribe" && isObject(params) && Object.keys(params).length > 0;
    return wantsList ? { ...answer, list: await this.#call("sessions.list", params) } : answer;
  }

  #call(method: string, params: unknown): Promise<unknown> {
    const gateway = this.#state.state === "ready" ? this.#state.gateway : undefined;
    return this.#peer.call(method, params, { gateway });
  }

  #push({ event, payload }: LoggedEvent): void {
    if (this.#state.state === "ready" && hears(this.#state.hearing, event, payload)) this.#tell(event, payload);
  }

  #tell(event: string, payload: unknown): void {
    this.#seq += 1;
    this.#peer.send({ type: "event", event, payload, seq: this.#seq });
  }

  #refuse({ id }: Request, error: RpcError, code = 1008): void {
    if (this.#state.state === "closed") return;
    this.#peer.send({ type: "res", id, ok: false, error: error.toShape() });
    this.#end(code, error.message);
  }

  #end(code: number, reason: string): void {
    this.close();
    this.#peer.close({ code, reason: reason.slice(0, 120) });
  }
}

/** @throws RpcError INVALID_REQUEST for one that OpenClaw does not know */
function roleOf({ role = "operator" }: ConnectParams): "operator" | "node" {
  if (role === "operator" || role === "node") return role;
  throw new RpcError("INVALID_REQUEST", "invalid role: operators and nodes connect here");
}

/** What a client says of its machine; of a node, what it can do, too. */
function factsOf(params: ConnectParams, { remoteAddress }: Peer): Omit<NodeFacts, "version"> {
  const { client, caps = [], commands = [] } = params;
  return {
    platform: client.platform,
    ...(client.deviceFamily !== undefined && { deviceFamily: client.deviceFamily }),
    clientId: client.id,
    clientMode: client.mode,
    ...(roleOf(params) === "node" && { caps, commands }),
    remoteIp: remoteAddress,
  };
}

function requestOf(frame: unknown): Request | undefined {
  if (!isObject(frame) || frame.type !== "req") return undefined;
  const id = textField(frame, "id");
  const method = textField(frame, "method");
  return id === undefined || method === undefined ? undefined : { id, method, params: frame.params };
}

/** What was asked for and is the principal's; asking for admin asks for everything. */
function grantedOf({ scopes }: PrincipalInfo, asked: readonly string[]): Scope[] {
  const admin = asked.includes("operator.admin") && scopes.includes("operator.admin");
  return SCOPES.filter((scope) => allows(scopes, scope) && (admin || asked.includes(scope)));
}

function protocolMismatch({ minProtocol, maxProtocol }: ConnectParams): RpcError {
  return new RpcError("INVALID_REQUEST", "protocol mismatch", {
    details: {
      code: ConnectErrorDetailCodes.PROTOCOL_MISMATCH,
      clientMinProtocol: minProtocol,
      clientMaxProtocol: maxProtocol,
      expectedProtocol: PROTOCOL,
    },
  });
}

function rateLimited(retryAfterMs: number): RpcError {
  return new RpcError("RATE_LIMITED", "unauthorized: too many failed authentication attempts (retry later)", {
    retryAfterMs,
    details: { code: ConnectErrorDetailCodes.AUTH_RATE_LIMITED, authReason: "rate_limited" },
  });
}

function notPaired({ requestId, reason }: Extract<Admission, { state: "pending" }>): RpcError {
  return new RpcError("NOT_PAIRED", buildPairingConnectErrorMessage(reason), {
    details: buildPairingConnectErrorDetails({ reason, requestId }),
  });
}

function deviceRequired(): RpcError {
  return new RpcError("NOT_PAIRED", "device identity required: a node comes in by a key of its own", {
    details: { code: ConnectErrorDetailCodes.DEVICE_IDENTITY_REQUIRED },
  });
}

function unauthorized(code: "AUTH_TOKEN_MISMATCH" | "AUTH_TOKEN_MISSING", why: string): RpcError {
  return new RpcError("INVALID_REQUEST", `unauthorized: ${why} (give the one of the state folder's file "token")`, {
    details: { code: ConnectErrorDetailCodes[code], authReason: code.slice("AUTH_".length).toLowerCase() },
  });
}
