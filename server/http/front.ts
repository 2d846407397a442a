import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { locate } from "../auth/client-address.ts";
import { matchPath, type PathParams } from "./paths.ts";

/** One address and what it does. */
export interface Route {
  method: "GET" | "POST" | "DELETE" | "OPTIONS";
  /** The whole path; `{name}` stands for one segment, whatever it is. */
  path: string;
  handle(request: IncomingMessage, response: ServerResponse, params: PathParams): void | Promise<void>;
}

/** What answers once the process is composed. */
export interface Service {
  routes: readonly Route[];
  /** Whether the request's Host may be served at all; refuses DNS rebinding where nothing else would. */
  acceptsHost(host: string | undefined): boolean;
  /** From where a request comes. Default: its socket's other end. */
  clientAddress?(request: IncomingMessage): string;
  /** Everything that is no route: the pages. */
  fallback(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** A fault in a route; the answer has been given. */
  onError(error: unknown, request: IncomingMessage): void;
}

/** An address that is taken or not ours to bind. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  readonly code: string;
  readonly host: string;
  readonly port: number;

  constructor(code: string, host: string, port: number, cause: unknown) {
    super(`cannot listen on ${host}:${port}: ${code}`, { cause });
    this.code = code;
    this.host = host;
    this.port = port;
  }
}

type FrontState =
  | { state: "starting" }
  | { state: "serving"; service: Service }
  | { state: "draining"; service: Service };

/**
 * The listening sockets. They are bound before anything else is touched, and answer 503 until {@link serve}.
 * `GET /healthz` says that the process lives, `GET /readyz` that it serves.
 */
export class HttpFront {
  readonly #servers: Server[] = [];
  #state: FrontState = { state: "starting" };

  /**
   * Binds one more address; resolves the port, which is the asked one unless that was 0.
   * @throws ListenError
   */
  async listen(host: string, port: number): Promise<number> {
    const server = createServer((request, response) => this.#handle(request, response));
    server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) =>
        reject(new ListenError(error.code ?? "UNKNOWN", host, port, error)),
      );
      server.listen(port, host, resolve);
    });
    this.#servers.push(server);
    return boundPort(server);
  }

  serve(service: Service): void {
    this.#state = { state: "serving", service };
  }

  /** `/readyz` answers 503 from now on; everything else goes on. */
  drain(): void {
    if (this.#state.state === "serving") this.#state = { ...this.#state, state: "draining" };
  }

  /** Stops listening and ends what is left. Idempotent. */
  async close(): Promise<void> {
    const closing = this.#servers.splice(0).map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
    await Promise.all(closing);
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request);
    if (request.method === "GET" && path === "/healthz") return sendJson(response, 200, { ok: true });
    if (request.method === "GET" && path === "/readyz") {
      const ready = this.#state.state === "serving";
      return sendJson(response, ready ? 200 : 503, { ready, state: this.#state.state });
    }
    if (this.#state.state === "starting") return sendStarting(response);
    const { service } = this.#state;
    if (service.clientAddress) locate(request, service.clientAddress(request));
    if (!service.acceptsHost(request.headers.host)) {
      return sendText(
        response,
        421,
        "This address is not served here: open Mission Control by the address it printed.\n",
      );
    }
    answer(service, path, request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { error: { code: "INTERNAL", message: "internal error" } });
      else response.destroy();
      service.onError(error, request);
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A peer that resets before anybody listens must not end the process.
    socket.on("error", () => socket.destroy());
    if (this.#state.state === "starting" || !this.#state.service.acceptsHost(request.headers.host)) {
      const status = this.#state.state === "starting" ? "503 Service Unavailable" : "421 Misdirected Request";
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { service } = this.#state;
    if (service.clientAddress) locate(request, service.clientAddress(request));
    service.upgrade(request, socket, head);
  }
}

/** The path of a request, without its query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" })
    .end(text);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }).end(text);
}

async function answer(
  service: Service,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const here = service.routes.flatMap((route) => {
    const params = matchPath(route.path, path);
    return params ? [{ route, params }] : [];
  });
  const method = request.method === "HEAD" ? "GET" : request.method;
  const found = here.find(({ route }) => route.method === method);
  if (found) return found.route.handle(request, response, found.params);
  if (here.length > 0) {
    response.setHeader("allow", here.map(({ route }) => route.method).join(", "));
    return sendJson(response, 405, {
      error: { code: "INVALID_REQUEST", message: `${path} does not answer ${request.method}.` },
    });
  }
  return service.fallback(request, response);
}

function sendStarting(response: ServerResponse): void {
  response.setHeader("retry-after", "1");
  sendText(response, 503, "Mission Control is starting. Try again in a moment.\n");
}

function boundPort(server: Server): number {
  return (server.address() as AddressInfo).port;
}
