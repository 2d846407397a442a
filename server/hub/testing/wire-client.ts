import { type ClientOptions, WebSocket } from "ws";
import { isObject } from "../../dialects/frames.ts";
import type { JsonObject } from "../../protocol/frames.ts";

/** A WebSocket client that keeps every frame it gets. */
export class WireClient {
  readonly ws: WebSocket;
  readonly frames: JsonObject[] = [];
  /** Resolves when the connection has ended. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiting: (() => void)[] = [];
  #ended = false;

  constructor(url: string, options: ClientOptions & { protocols?: string[] } = {}) {
    this.ws = new WebSocket(url, options.protocols ?? [], options);
    this.closed = new Promise((resolve) => {
      this.ws.on("close", (code, reason) => {
        this.#ended = true;
        resolve({ code, reason: reason.toString() });
        this.#wake();
      });
    });
    this.ws.on("error", () => {});
    this.ws.setMaxListeners(0);
    this.ws.on("message", (data) => {
      const frame: unknown = JSON.parse(data.toString());
      this.frames.push(isObject(frame) ? frame : { frame });
      this.#wake();
    });
  }

  /** Sends text as it is, anything else as JSON; what is sent too early goes when the connection is open. */
  send(frame: object | string): void {
    const text = typeof frame === "string" ? frame : JSON.stringify(frame);
    if (this.ws.readyState === WebSocket.CONNECTING) this.ws.once("open", () => this.ws.send(text));
    else this.ws.send(text);
  }

  /** The first frame, past or coming, that is like this: each field given is equal. */
  async frame(like: JsonObject | ((frame: JsonObject) => boolean)): Promise<JsonObject> {
    const matches = typeof like === "function" ? like : (frame: JsonObject) => isLike(frame, like);
    for (;;) {
      const found = this.frames.find(matches);
      if (found) return found;
      if (this.#ended) throw new Error(`the connection has ended; it got ${JSON.stringify(this.frames.slice(-5))}`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Sends a request and resolves its reply. */
  async req(method: string, params: unknown = {}, more: JsonObject = {}): Promise<JsonObject> {
    const id = `${method}-${Math.random()}`;
    this.send({ type: "req", id, method, params, ...more });
    return this.frame({ type: "res", id });
  }

  /** Comes back when the server has handled everything that was sent before. */
  async settled(): Promise<void> {
    const timestamp = Math.random();
    this.send({ type: "ping", timestamp });
    await this.frame({ type: "pong", timestamp });
  }

  events(): JsonObject[] {
    return this.frames.filter(({ type }) => type === "event");
  }

  async close(): Promise<void> {
    this.ws.close();
    await this.closed;
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

function isLike(frame: JsonObject, like: JsonObject): boolean {
  return Object.entries(like).every(([key, value]) => frame[key] === value);
}
