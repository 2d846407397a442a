import { randomUUID } from "node:crypto";
import type { RpcError } from "../protocol/errors.ts";
import type { Dialect, EventCodec } from "./dialect.ts";
import { isObject } from "./frames.ts";
import { Caller, type CallerOptions } from "./openclaw/caller.ts";

/** OpenClaw's own gateway protocol, version 4: one gateway is spoken with as if it were an OpenClaw. */
export function openclawDialect(
  options: Omit<CallerOptions, "connectMs" | "now" | "newNonce"> & Partial<CallerOptions>,
): Dialect {
  const full: CallerOptions = { connectMs: 15_000, now: Date.now, newNonce: randomUUID, ...options };
  return {
    name: "openclaw",
    needsAuthentication: false,
    opensAt: "connect",
    claims: () => true,
    refuse: (frame, error) => failure(frame, error),
    open(peer) {
      peer.push(shutdownOnly);
      return new Caller(peer, full);
    },
  };
}

/**
 * Events are numbered for each connection, so they cannot be encoded for all; only that the server goes down is said
 * to everybody alike.
 */
const shutdownOnly: EventCodec = {
  name: "openclaw",
  encode: () => undefined,
  encodeShutdown: (payload) => JSON.stringify({ type: "event", event: "shutdown", payload }),
};

function failure(frame: unknown, error: RpcError): object {
  const id = isObject(frame) && typeof frame.id === "string" ? frame.id : "invalid";
  return { type: "res", id, ok: false, error: error.toShape() };
}
