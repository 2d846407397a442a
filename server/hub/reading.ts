import type { RawData } from "ws";
import type { Dialect } from "../dialects/dialect.ts";
import { errorFrame, isObject, typeOf } from "../dialects/frames.ts";
import { RpcError } from "../protocol/errors.ts";

/** Text that came in: a frame of a dialect, or what to answer it with. */
export type Reading = { dialect: Dialect; frame: unknown } | { reply: object | undefined };

/** Finds the dialect of a frame: the only one when there is `alone`, else the first that claims it. */
export function readFrame(text: string, dialects: readonly Dialect[], alone: Dialect | undefined): Reading {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { reply: malformed(text, dialects, alone) };
  }
  const dialect = alone ?? dialects.find((candidate) => candidate.claims(frame));
  return dialect ? { dialect, frame } : { reply: errorFrame(unclaimed(frame), frame) };
}

/** The bytes of a message, in whichever form they come. */
export function asBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function malformed(text: string, dialects: readonly Dialect[], alone: Dialect | undefined): object | undefined {
  const error = new RpcError("INVALID_REQUEST", "Invalid message format");
  if (alone) return alone.malformed?.(text) ?? alone.refuse(undefined, error);
  for (const dialect of dialects) {
    const reply = dialect.malformed?.(text);
    if (reply) return reply;
  }
  return errorFrame(error);
}

const MAX_ECHO = 64;

function unclaimed(frame: unknown): RpcError {
  if (!isObject(frame)) return new RpcError("INVALID_REQUEST", "Invalid message format");
  return new RpcError("INVALID_REQUEST", `Unknown message type: ${typeOf(frame)?.slice(0, MAX_ECHO)}`);
}
