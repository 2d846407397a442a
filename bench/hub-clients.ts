/** Clients that cost as little as can be: raw sockets whose frames are counted, not decoded. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { WebSocket } from "ws";

const PATHS: Record<string, string> = { "socket.io": "/socket.io/?EIO=4&transport=websocket" };

/** RFC 6455, section 5.2: opcodes from here on are of control frames. */
const CONTROL = 0x8;
const PING = 0x9;
/** Empty, and masked with zeros. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** A socket that has been upgraded and has said what its server wants to hear first. */
export class RawClient {
  readonly socket: Socket;
  /** Called for each whole frame that carries data. */
  onFrame: () => void = () => {};
  #frames = 0;
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, rest: Buffer) {
    this.socket = socket;
    socket.on("data", (bytes: Buffer) => this.#read(bytes));
    if (rest.length > 0) this.#read(rest);
  }

  static async open(kind: string, port: number): Promise<RawClient> {
    const socket = connect(port, "127.0.0.1").setNoDelay(true);
    socket.write(
      `GET ${PATHS[kind] ?? "/ws"} HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
    );
    const rest = await new Promise<Buffer>((resolve, reject) => {
      let seen = Buffer.alloc(0);
      const read = (bytes: Buffer): void => {
        seen = Buffer.concat([seen, bytes]);
        const end = seen.indexOf("\r\n\r\n");
        if (end < 0) return;
        socket.off("data", read);
        resolve(seen.subarray(end + 4));
      };
      socket.on("data", read).once("error", reject);
    });
    return new RawClient(socket, rest);
  }

  /** Opens and waits until events would arrive. */
  static async listening(kind: string, port: number): Promise<RawClient> {
    const client = await RawClient.open(kind, port);
    const hello =
      kind === "socket.io"
        ? "40"
        : kind === "ours"
          ? JSON.stringify({ type: "req", id: "1", method: "health" })
          : undefined;
    if (!hello) return client;
    client.send(hello);
    // Greeted, and answered once: two frames each.
    await client.reach(2);
    return client;
  }

  /** Resolves when that many frames have come since the start. */
  async reach(frames: number): Promise<void> {
    if (this.#frames < frames) await this.count(frames - this.#frames);
  }

  send(text: string): void {
    this.socket.write(masked(text));
  }

  /** Resolves when so many more frames have come. */
  count(frames: number): Promise<void> {
    return new Promise((resolve) => {
      let left = frames;
      this.onFrame = () => {
        left -= 1;
        if (left === 0) resolve();
      };
    });
  }

  #read(bytes: Buffer): void {
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    let at = 0;
    for (;;) {
      const end = frameEnd(all, at);
      if (end === undefined || end > all.length) break;
      const opcode = all.readUInt8(at) & 0x0f;
      at = end;
      if (opcode === PING) this.socket.write(PONG);
      if (opcode >= CONTROL) continue;
      this.#frames += 1;
      this.onFrame();
    }
    this.#rest = at === all.length ? Buffer.alloc(0) : all.subarray(at);
  }
}

/** One request at a time over the `ws` client; whatever comes back is the answer. */
export class Caller {
  readonly ws: WebSocket;
  #answered: () => void = () => {};
  #id = 0;

  private constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on("message", () => this.#answered());
  }

  static async open(kind: string, port: number): Promise<Caller> {
    const ws = new WebSocket(`ws://127.0.0.1:${port}/ws`, { perMessageDeflate: false });
    await once(ws, kind === "ours" ? "message" : "open");
    return new Caller(ws);
  }

  call(): Promise<void> {
    this.#id += 1;
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.ws.send(`{"type":"req","id":"${this.#id}","method":"health","params":{}}`);
    });
  }
}

function frameEnd(bytes: Buffer, at: number): number | undefined {
  if (bytes.length < at + 2) return undefined;
  const short = bytes.readUInt8(at + 1);
  if (short < 126) return at + 2 + short;
  if (bytes.length < at + 10)
    return short === 126 && bytes.length >= at + 4 ? at + 4 + bytes.readUInt16BE(at + 2) : undefined;
  return short === 126 ? at + 4 + bytes.readUInt16BE(at + 2) : at + 10 + Number(bytes.readBigUInt64BE(at + 2));
}

/** A client's text frame of at most 65,535 bytes; masked with zeros, which is masked all the same. */
function masked(text: string): Buffer {
  const body = Buffer.from(text);
  const header = body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, 0, 0]);
  if (header.length === 4) header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, Buffer.alloc(4), body]);
}
