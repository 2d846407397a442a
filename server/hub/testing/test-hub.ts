import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { pino } from "pino";
import type { ClientOptions } from "ws";
import { controlDialect } from "../../dialects/control.ts";
import type { Dialect } from "../../dialects/dialect.ts";
import { nativeDialect, nativeEvents } from "../../dialects/native.ts";
import { type GatewayDirectory, SharedGateways } from "../../gateways/directory.ts";
import { type PrincipalInfo, SCOPES } from "../../protocol/frames.ts";
import { createDispatch } from "../../rpc/dispatch.ts";
import { createFaults } from "../../rpc/faults.ts";
import { hubMethods } from "../../rpc/own-methods.ts";
import { Connections } from "../connections.ts";
import { Endpoint, type EndpointOptions, type SocketRoute } from "../endpoint.ts";
import { Feeds, type FeedsOptions } from "../feeds.ts";
import type { Authenticator } from "../ports.ts";
import { StageGateway } from "./stage-gateway.ts";
import { WireClient } from "./wire-client.ts";

export const ADMIN: PrincipalInfo = { id: "admin", name: "Admin", scopes: [...SCOPES] };
export const READER: PrincipalInfo = { id: "reader", name: "Reader", scopes: ["operator.read"] };
const GUEST: PrincipalInfo = { id: "guest", name: "Guest", scopes: [] };

/** Tokens are `admin`, `reader` and `guest`; they come by header, and as first frames. */
export const tokens: Authenticator = {
  async fromRequest(request) {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (bearer === undefined) return { kind: "none" };
    const principal = principalOf(bearer);
    return principal ? { kind: "ok", principal } : { kind: "bad" };
  },
  fromToken: async (token) => principalOf(token),
};

export interface TestHubOptions extends Partial<Omit<EndpointOptions, "routes">> {
  gateways?: readonly StageGateway[];
  directory?: GatewayDirectory;
  /** Beside native and control. */
  dialects?: readonly Dialect[];
  routes?: readonly SocketRoute[];
  log?: Partial<FeedsOptions>;
  timeoutMs?: number;
  heartbeatMs?: number;
}

/** The hub on an HTTP server of its own, with everything real around it but the gateways. */
export class TestHub implements AsyncDisposable {
  readonly endpoint: Endpoint;
  readonly connections: Connections;
  readonly feeds: Feeds;
  readonly faults: unknown[] = [];
  /** The server's side of each connection, in the order in which they came. */
  readonly sockets: Duplex[] = [];
  readonly port: number;
  readonly #server: Server;
  readonly #clients: WireClient[] = [];

  private constructor(server: Server, options: TestHubOptions) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    const onFault = (error: unknown) => void this.faults.push(error);
    const { gateways = [new StageGateway()], directory = new SharedGateways(gateways), timeoutMs } = options;
    const logger = pino({ level: "silent" });
    const shapeFault = createFaults({ logger, newId: () => "log-id" });
    this.feeds = new Feeds({ newEpoch: () => "epoch", onFault, ...options.log });
    for (const gateway of gateways) this.feeds.follow(gateway);
    this.connections = new Connections(this.feeds);
    const ownMethods = hubMethods({ directory, hub: this.connections });
    const dialects = [
      ...(options.dialects ?? []),
      nativeDialect({ heartbeatMs: options.heartbeatMs }),
      controlDialect({ events: nativeEvents, now: options.now }),
    ];
    this.endpoint = new Endpoint({
      routes: [{ matches: (path) => path === "/ws", dialects, greeting: true }],
      feeds: this.feeds,
      connections: this.connections,
      access: directory,
      authenticator: tokens,
      dispatch: createDispatch({ directory, ownMethods, shapeFault, logger, timeoutMs }),
      shapeFault,
      logger,
      ...options,
    });
    server.on("upgrade", (request, socket, head) => {
      this.sockets.push(socket);
      this.endpoint.handleUpgrade(request, socket, head);
    });
  }

  static async start(options: TestHubOptions = {}): Promise<TestHub> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TestHub(server, options);
  }

  /** A client on `/ws`, by default the admin's. `token: null` brings none. */
  client(options: ClientOptions & { token?: string | null; path?: string; protocols?: string[] } = {}): WireClient {
    const { token = "admin", path = "/ws", ...rest } = options;
    const headers = { ...(token !== null && { authorization: `Bearer ${token}` }), ...rest.headers };
    const client = new WireClient(`ws://127.0.0.1:${this.port}${path}`, { ...rest, headers });
    this.#clients.push(client);
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.ws.terminate();
    await this.endpoint.shutdown("test ended");
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}

function principalOf(token: string): PrincipalInfo | undefined {
  return [ADMIN, READER, GUEST].find(({ id }) => id === token);
}
