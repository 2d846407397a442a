import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request that the server has seen. */
export interface Exchange<Body = unknown> {
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  /** Resolves when the answer has gone out whole, or its connection has ended before that. */
  readonly closed: Promise<"finished" | "broken">;
}

/** A real HTTP server on a free port of this machine. */
export interface ScriptedServer<Body> {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Every `POST`, oldest first. */
  readonly exchanges: readonly Exchange<Body>[];
  /** Resolves with the `POST` of this number, from 0, once it has arrived. */
  exchange(index: number): Promise<Exchange<Body>>;
  /** Ends all connections. Idempotent. */
  close(): Promise<void>;
}

/** Writes the answer; it may take its time. */
export type Answer<Body> = (exchange: Exchange<Body>, response: ServerResponse) => Promise<void> | void;

/**
 * Listens and records. `GET` requests are answered by `get`, `POST` ones, whose body is JSON, by `answer`.
 * @param port 0 takes a free one
 */
export async function startScriptedServer<Body>({
  port = 0,
  get,
  answer,
}: {
  port?: number;
  get: (path: string, response: ServerResponse) => void;
  answer: Answer<Body>;
}): Promise<ScriptedServer<Body>> {
  const exchanges: Exchange<Body>[] = [];
  const waiting: { index: number; resolve: (exchange: Exchange<Body>) => void }[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    if (request.method === "GET") return get(path, response);
    const closed = closing(response);
    const exchange = { path, headers: request.headers, body: asBody<Body>(await jsonOf(request)), closed };
    exchanges.push(exchange);
    for (const { index, resolve } of waiting) if (index === exchanges.length - 1) resolve(exchange);
    await answer(exchange, response);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${taken}`,
    exchanges,
    exchange(index) {
      const there = exchanges[index];
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push({ index, resolve }));
    },
    async close() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** Begins an event stream. */
export function openEventStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
}

async function closing(response: ServerResponse): Promise<"finished" | "broken"> {
  await once(response, "close");
  return response.writableFinished ? "finished" : "broken";
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

/** Whoever talks to a test server sends what the API asks for; the test fails where it does not. */
function asBody<Body>(value: unknown): Body {
  return value as Body;
}
