import { CLOSE, RpcError } from "../protocol/errors.ts";
import type { JsonObject, PongFrame, ResumedFrame, ResumeFailedFrame } from "../protocol/frames.ts";
import type { CloseReason, Dialect, EventCodec, Peer } from "./dialect.ts";
import { errorFrame, isObject, textField, typeOf } from "./frames.ts";

const TYPES: ReadonlySet<string> = new Set(["ping", "pong", "auth", "authenticate", "resume"]);

export interface ControlOptions {
  /** In what encoding missed events are sent to a connection that resumes. */
  events: EventCodec;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Frames about the connection itself: `ping`, `pong`, `auth`, `authenticate`, `resume`. */
export function controlDialect({ events, now = Date.now }: ControlOptions): Dialect {
  return {
    name: "control",
    needsAuthentication: false,
    opensAt: "use",
    claims: (frame) => TYPES.has(typeOf(frame) ?? ""),
    refuse: (frame, error) => errorFrame(error, frame),
    open: (peer) => ({
      handle(frame) {
        if (!isObject(frame)) return;
        switch (frame.type) {
          case "ping":
            return peer.send(pong(frame, now));
          case "auth":
            return authenticate(peer, frame, CLOSE.UNAUTHENTICATED);
          case "authenticate":
            return authenticate(peer, frame, CLOSE.INVALID_AUTHENTICATION);
          case "resume":
            return resume(peer, frame, events);
        }
      },
      close() {},
    }),
  };
}

function pong({ timestamp }: JsonObject, now: () => number): PongFrame {
  const echoed = typeof timestamp === "number" ? timestamp : now();
  return { type: "pong", timestamp: echoed, payload: { timestamp: echoed } };
}

async function authenticate(peer: Peer, frame: JsonObject, refusal: CloseReason): Promise<void> {
  const token = textField(frame, "token");
  if (token === undefined) return peer.close(refusal);
  await peer.authenticate(token, (principal) => {
    if (!principal) return peer.close(refusal);
    const gateway = peer.defaultGateway();
    const where = gateway === undefined ? {} : { gateway, ...peer.position(gateway) };
    peer.send({ type: "authenticated", payload: { principal, ...where } });
  });
}

function resume(peer: Peer, frame: JsonObject, events: EventCodec): void {
  if (!peer.authenticated) throw new RpcError("UNAUTHENTICATED", "Not authenticated");
  const gateway = textField(frame, "gateway") ?? peer.defaultGateway();
  const { epoch, seq } = frame;
  if (gateway === undefined) throw new RpcError("NO_GATEWAY", "No container provisioned.");
  if (typeof epoch !== "string" || typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 0) {
    throw new RpcError(
      "INVALID_REQUEST",
      "resume needs gateway, epoch and seq as the last event or the greeting gave them.",
    );
  }
  peer.push(events);
  peer.resume(gateway, { epoch, seq }, (outcome): ResumedFrame | ResumeFailedFrame =>
    outcome.ok
      ? { type: "resumed", payload: { gateway, replayed: outcome.replayed } }
      : { type: "resume_failed", payload: { gateway, reason: outcome.reason } },
  );
}
