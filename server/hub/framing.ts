import { SharedFrame } from "../dialects/dialect.ts";

const FIN_TEXT = 0x81;

/** The bytes of an unmasked, unfragmented WebSocket text frame, as servers send them (RFC 6455, section 5.2). */
export function frameText(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(headerLength + length);
  bytes[0] = FIN_TEXT;
  if (headerLength === 2) {
    bytes[1] = length;
  } else if (headerLength === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.write(text, headerLength);
  return bytes;
}

const shared = new WeakMap<SharedFrame, Buffer>();

/** The bytes of any frame; those of a shared one are made once. */
export function frameBytes(frame: object | SharedFrame): Buffer {
  if (!(frame instanceof SharedFrame)) return frameText(JSON.stringify(frame));
  const known = shared.get(frame);
  if (known) return known;
  const bytes = frameText(frame.text);
  shared.set(frame, bytes);
  return bytes;
}
