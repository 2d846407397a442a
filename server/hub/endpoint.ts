import { randomInt } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import type { Dialect } from "../dialects/dialect.ts";
import type { IdentityInfo, PrincipalInfo, ShutdownFrame } from "../protocol/frames.ts";
import { Connection } from "./connection.ts";
import type { Connections } from "./connections.ts";
import type { HubContext } from "./context.ts";
import type { Feeds } from "./feeds.ts";
import { HUB_LIMITS, type HubLimits } from "./limits.ts";
import type {
  Attendance,
  Authenticator,
  Dispatch,
  GatewayAccess,
  PresenceBook,
  PresenceFacts,
  ShapeFault,
} from "./ports.ts";
import { SharedRates } from "./rates.ts";
import { offeredProtocols, originAllowed, rejectUpgrade } from "./upgrades.ts";

/** Paths that sockets are opened on, and what is spoken there. */
export interface SocketRoute {
  /** Whether a path, without its query, is this route's. */
  matches(path: string): boolean;
  /** In the order in which they are asked whether a frame is theirs. */
  readonly dialects: readonly Dialect[];
  /** Whether connections are greeted with `connected`. */
  readonly greeting: boolean;
  /** The dialect that gets every frame, whatever the client asks for. */
  readonly alone?: Dialect;
  /** Largest frame in bytes. Default 512 KiB. */
  readonly frameBytes?: number;
  /** Until a connection must be authenticated, in milliseconds. Default 10 s. */
  readonly authenticationMs?: number;
}

export interface EndpointOptions {
  /** The first one that matches counts. */
  routes: readonly SocketRoute[];
  feeds: Feeds;
  connections: Connections;
  access: GatewayAccess;
  authenticator: Authenticator;
  /** How people sign in, where that is elsewhere: said in the greeting. */
  identity?: IdentityInfo;
  dispatch: Dispatch;
  shapeFault: ShapeFault;
  logger: Logger;
  /** Origins beside our own that may open sockets, as browsers write them: `https://example.org`. */
  allowedOrigins?: readonly string[];
  /** Is told who is connected. */
  presence?: PresenceBook;
  attendance?: Attendance;
  limits?: Partial<HubLimits>;
  /** From where a request comes. Default: its socket's other end. */
  addressOf?: (request: IncomingMessage) => string;
  /** Which browser's session a request carries. Default: none is told from another. */
  browserOf?: (request: IncomingMessage) => string | undefined;
  /** Gets upgrades of paths that no route matches. Left out, they are answered with 404. */
  otherwise?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** The end of a client's id, base 36. Default: random. */
  newSuffix?: () => string;
}

/** Opens sockets, keeps them alive and takes them down. */
export class Endpoint {
  readonly #options: EndpointOptions;
  readonly #context: HubContext;
  readonly #servers: ReadonlyMap<SocketRoute, WebSocketServer>;
  readonly #beat: NodeJS.Timeout;
  readonly #newSuffix: () => string;
  #opened = 0;
  #shutdown: Promise<void> | undefined;

  constructor(options: EndpointOptions) {
    const { routes, feeds, access, authenticator, dispatch, shapeFault, logger, connections, now = Date.now } = options;
    const { identity } = options;
    const limits = { ...HUB_LIMITS, ...options.limits };
    this.#options = options;
    this.#newSuffix =
      options.newSuffix ??
      (() =>
        randomInt(36 ** 6)
          .toString(36)
          .padStart(6, "0"));
    this.#context = {
      feeds,
      access,
      authenticator,
      identity,
      dispatch,
      shapeFault,
      logger,
      limits,
      principalRates: new SharedRates(limits.principalRate, now),
      counters: connections.counters,
      now,
      addressOf: options.addressOf ?? (({ socket }) => socket.remoteAddress ?? ""),
      browserOf: options.browserOf,
    };
    this.#servers = new Map(routes.map((route) => [route, socketServer(route, limits)]));
    this.#beat = setInterval(() => {
      for (const connection of connections) connection.beat();
    }, limits.pingMs);
    this.#beat.unref();
  }

  /** Takes an upgrade of an HTTP server: opens a connection, or answers why not. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    surviveReset(socket);
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const route = this.#options.routes.find((candidate) => candidate.matches(path));
    const server = route && this.#servers.get(route);
    if (!route || !server) {
      if (this.#options.otherwise) return this.#options.otherwise(request, socket, head);
      return this.#reject(socket, 404);
    }
    if (!URL.canParse(request.url ?? "/", "http://local")) return this.#reject(socket, 400);
    if (!originAllowed(request, this.#options.allowedOrigins ?? [])) return this.#reject(socket, 403);
    const { connections } = this.#options;
    if (this.#shutdown || connections.size >= this.#context.limits.connections) return this.#reject(socket, 503);
    server.handleUpgrade(request, socket, head, (ws) => this.#open(route, ws, socket, request));
  }

  /**
   * Tells every connection that the server goes down and closes it; resolves when all are gone, the last of them by
   * force. New ones are refused from now on. Idempotent.
   */
  shutdown(reason: string, restartExpectedMs?: number): Promise<void> {
    this.#shutdown ??= this.#close({ reason, ...(restartExpectedMs !== undefined && { restartExpectedMs }) });
    return this.#shutdown;
  }

  async #close(payload: ShutdownFrame["payload"]): Promise<void> {
    clearInterval(this.#beat);
    const { connections } = this.#options;
    for (const connection of connections) connection.shutdown(payload);
    await connections.empty();
  }

  #open(route: SocketRoute, ws: WebSocket, socket: Duplex, request: IncomingMessage): void {
    const { connections, presence, attendance } = this.#options;
    const { counters } = this.#context;
    const alone = route.alone ?? askedFor(route, request);
    this.#opened += 1;
    counters.connectionsOpened += 1;
    const facts = { ...factsOf(request), ip: this.#context.addressOf(request) };
    let leave: (() => void) | undefined;
    const connection = new Connection(
      {
        id: `client-${this.#opened}-${this.#newSuffix()}`,
        ws,
        sink: socket,
        dialects: alone ? [alone] : route.dialects,
        alone,
        greeting: route.greeting && !alone,
        authenticationMs: route.authenticationMs ?? this.#context.limits.authenticationMs,
        hub: this.#context,
        onReady: (principal) => {
          presence?.join(connection.id, { ...facts, ...whoIs(principal) });
          leave = attendance?.attend(principal);
        },
        onEnd: () => {
          leave?.();
          connections.delete(connection);
          presence?.leave(connection.id);
        },
      },
      request,
    );
    connections.add(connection);
  }

  #reject(socket: Duplex, status: number): void {
    this.#context.counters.upgradesRefused += 1;
    rejectUpgrade(socket, status);
  }
}

/**
 * A peer that resets before the handshake is done must not end the process. A function of its own, so that the listener
 * does not keep the request for as long as the socket lives.
 */
function surviveReset(socket: Duplex): void {
  socket.on("error", () => socket.destroy());
}

function socketServer(route: SocketRoute, limits: HubLimits): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Frames are encoded once for all; deflating would do it again for each.
    perMessageDeflate: false,
    maxPayload: route.frameBytes ?? limits.frameBytes,
    handleProtocols: (_offered, request) => chosenProtocol(route, request) ?? false,
  });
}

/** The dialect that the client wants alone: by subprotocol, or by `?dialect=`. */
function askedFor({ dialects }: SocketRoute, request: IncomingMessage): Dialect | undefined {
  const offered = offeredProtocols(request);
  const named = new URL(request.url ?? "/", "http://local").searchParams.get("dialect");
  return dialects.find(
    ({ name, subprotocol }) => subprotocol !== undefined && (offered.includes(subprotocol) || name === named),
  );
}

/**
 * Browsers end a connection that chooses none of the subprotocols they offered; one that carries a token is chosen
 * only when there is no other.
 */
function chosenProtocol({ dialects }: SocketRoute, request: IncomingMessage): string | undefined {
  const offered = offeredProtocols(request);
  const spoken = offered.find((name) => dialects.some(({ subprotocol }) => subprotocol === name));
  return spoken ?? offered.find((name) => !name.startsWith("bearer.")) ?? offered[0];
}

function factsOf(request: IncomingMessage): Pick<PresenceFacts, "mode" | "text"> {
  return {
    mode: request.headers.origin === undefined ? "client" : "browser",
    text: (request.headers["user-agent"] ?? "unknown client").slice(0, 200),
  };
}

function whoIs({ id, name, scopes }: PrincipalInfo): Pick<PresenceFacts, "roles" | "scopes" | "user"> {
  return { roles: ["operator"], scopes: [...scopes], user: { id, name } };
}
