import { type ClientOptions, WebSocket } from "ws";
import { isObject } from "../../dialects/frames.ts";
import type { JsonObject } from "../../protocol/frames.ts";

/** A WebSocket client that keeps every frame it gets. */
export class WireClient {
  readonly ws: WebSocket;
  readonly frames: JsonObject[] = [];
  /** Resolves when the connection has ended. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, options: ClientOptions & { protocols?: string[] } = {}) {
    this.ws = new WebSocket(url, options.protocols ?? [], options);
    this.closed = new Promise((resolve) => {
      this.ws.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.ws.on("error", () => {});
    this.ws.setMaxListeners(0);
    this.ws.on("message", (data) => {
      const frame: unknown = JSON.parse(data.toString());
      this.frames.push(isObject(frame) ? frame : { frame });
      for (const wake of [...this.#waiting]) wake();
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
      await new Promise<void>((resolve, reject) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
        void this.closed.then(({ code }) =>
          reject(new Error(`closed with ${code}; got ${JSON.stringify(this.frames)}`)),
        );
      });
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
}

function isLike(frame: JsonObject, like: JsonObject): boolean {
  return Object.entries(like).every(([key, value]) => frame[key] === value);
}
