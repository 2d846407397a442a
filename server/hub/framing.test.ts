import { createHash } from "node:crypto";
import { once } from "node:events";
import { duplexPair } from "node:stream";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { SharedFrame } from "../dialects/dialect.ts";
import { frameBytes, frameText } from "./framing.ts";

/** What a WebSocket client makes of bytes that follow the handshake. */
async function received(bytes: Buffer): Promise<string> {
  const [near, far] = duplexPair();
  const client = new WebSocket("ws://localhost", { createConnection: () => near });
  far.once("data", (request: Buffer) => {
    const key = /sec-websocket-key: (\S+)/i.exec(request.toString())?.[1];
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    far.write(`HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    far.write(bytes);
  });
  const [message] = await once(client, "message");
  client.terminate();
  return String(message);
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 300_000])("a client reads a text of %i bytes back", async (length) => {
  const text = "x".repeat(length);
  expect(await received(frameText(text))).toBe(text);
});

test("the length counts bytes, not characters", async () => {
  const text = "日本語🙂".repeat(40);
  expect(await received(frameText(text))).toBe(text);
});

test("a shared frame is encoded once", () => {
  const frame = new SharedFrame({ type: "hello" });
  expect(frameBytes(frame)).toBe(frameBytes(frame));
  expect(frameBytes(frame)).toEqual(frameText('{"type":"hello"}'));
});
