import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import { sendText } from "../front.ts";
import type { WorkerData, WorkerReady } from "./worker.ts";

const RESTART_DELAY_MS = 1_000;

type PagesState =
  | { state: "starting"; worker: Worker }
  | { state: "serving"; worker: Worker; port: number }
  | { state: "restarting"; timer: NodeJS.Timeout }
  | { state: "closed" };

/**
 * Next's server in a thread of its own, so that rendering a page never holds up a socket; requests are handed over to it.
 * It is kept off our own HTTP server on purpose: there it would end sockets whose path matches a page.
 * When the thread dies it is started again.
 */
export class Pages {
  readonly #data: WorkerData;
  readonly #logger: Logger;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  #state: PagesState = { state: "closed" };

  constructor(data: WorkerData, logger: Logger) {
    this.#data = data;
    this.#logger = logger;
  }

  /** Resolves once pages are served. @throws when Next cannot start. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => this.#spawn(resolve, reject));
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.#state.state !== "serving") {
      response.setHeader("retry-after", "1");
      return sendText(response, 503, "The pages are starting. Reload in a moment.\n");
    }
    const { method, url, headers } = request;
    const onward = httpRequest(
      { host: "127.0.0.1", port: this.#state.port, method, path: url, headers, agent: this.#agent },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
        answer.on("error", () => response.destroy());
      },
    );
    onward.on("error", (error) => {
      // Whoever asked has gone, and the page with them: nothing failed.
      if (response.destroyed) return;
      this.#logger.warn({ err: error, path: url }, "a page could not be rendered");
      if (response.headersSent) response.destroy();
      else sendText(response, 502, "The page could not be rendered. Reload to try again; the log says why.\n");
    });
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  }

  /** Next's own development sockets. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#state.state !== "serving") {
      socket.destroy();
      return;
    }
    const onward = connect(this.#state.port, "127.0.0.1", () => {
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${rawHeaderLines(request)}\r\n`);
      if (head.length > 0) onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  }

  /** Idempotent. */
  async close(): Promise<void> {
    const before = this.#state;
    this.#state = { state: "closed" };
    this.#agent.destroy();
    if (before.state === "restarting") clearTimeout(before.timer);
    if (before.state === "starting" || before.state === "serving") await before.worker.terminate();
  }

  #spawn(resolve: () => void, reject: (error: unknown) => void): void {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: this.#data,
      stdout: true,
      stderr: true,
    });
    this.#state = { state: "starting", worker };
    worker.stdout.on("data", (text: Buffer) => this.#logger.debug(text.toString().trim()));
    worker.stderr.on("data", (text: Buffer) => this.#logger.warn(text.toString().trim()));
    worker.once("message", ({ port }: WorkerReady) => {
      if (this.#state.state !== "starting") return;
      this.#state = { state: "serving", worker, port };
      resolve();
    });
    let failure: unknown;
    worker.once("error", (error) => {
      failure = error;
    });
    worker.once("exit", (code) => {
      if (this.#state.state === "closed") return;
      const first = this.#state.state === "starting";
      const error = failure ?? new Error(`the page server ended with code ${code}`);
      if (first) return reject(error);
      this.#logger.error({ err: error }, "the page server ended; starting it again");
      const again = () =>
        this.#spawn(
          () => {},
          (cause) => this.#logger.error({ err: cause }, "the page server does not start"),
        );
      this.#state = { state: "restarting", timer: setTimeout(again, RESTART_DELAY_MS) };
    });
  }
}

function rawHeaderLines(request: IncomingMessage): string {
  let lines = "";
  for (let i = 0; i < request.rawHeaders.length; i += 2)
    lines += `${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}\r\n`;
  return lines;
}
