import { RpcError } from "../protocol/errors.ts";
import type { EventFrame, JsonObject, ResumeFailedFrame, ShutdownFrame } from "../protocol/frames.ts";
import { type AgentChatOptions, AgentChats } from "./agent-chat.ts";
import type { Dialect, EventCodec, Peer } from "./dialect.ts";
import { errorFrame, isObject, textField, typeOf } from "./frames.ts";

/** `{type:"event", event, payload, gateway, epoch, seq}` */
export const nativeEvents: EventCodec = {
  name: "native",
  encode({ event, payload, json, gateway, epoch, seq }) {
    const rest = { gateway, epoch, seq } satisfies Omit<EventFrame, "type" | "event" | "payload">;
    return `{"type":"event","event":${JSON.stringify(event)},"payload":${withoutCopy(event, payload) ?? json},${JSON.stringify(rest).slice(1)}`;
  },
  encodeLoss(gateway, reason) {
    return JSON.stringify({ type: "resume_failed", payload: { gateway, reason } } satisfies ResumeFailedFrame);
  },
  encodeShutdown(payload) {
    return JSON.stringify({ type: "event", event: "shutdown", payload } satisfies ShutdownFrame);
  },
};

/**
 * A run's end without the message that `session.message` has told whole; undefined when it holds no such copy. Only a
 * message that stands in a transcript has a number there.
 */
function withoutCopy(event: string, payload: unknown): string | undefined {
  if (event !== "chat" || !isObject(payload) || !isObject(payload.message)) return undefined;
  const stored = payload.message.__openclaw;
  if (!isObject(stored) || typeof stored.seq !== "number") return undefined;
  const { message: _told, ...rest } = payload;
  return JSON.stringify({ ...rest, messageId: stored.id });
}

/** OpenClaw's own shape: requests, replies, events; and `agent_chat`, one streamed answer to one message. */
export function nativeDialect(options: AgentChatOptions = {}): Dialect {
  return {
    name: "native",
    needsAuthentication: true,
    opensAt: "use",

    claims(frame) {
      const type = typeOf(frame);
      return type === "req" || type === "agent_chat";
    },

    refuse(frame, error) {
      return typeOf(frame) === "req" ? failure(frame, error) : errorFrame(error, frame);
    },

    open(peer) {
      peer.push(nativeEvents);
      const chats = new AgentChats(peer, options);
      return {
        handle(frame) {
          if (!isObject(frame)) return;
          return frame.type === "req" ? answer(peer, frame) : chats.start(frame);
        },
        close: () => chats.close(),
      };
    },
  };
}

async function answer(peer: Peer, frame: JsonObject): Promise<void> {
  const id = idOf(frame);
  const method = textField(frame, "method");
  if (id === undefined || method === undefined) throw new RpcError("INVALID_REQUEST", "Missing id or method");
  const payload = await peer.call(method, frame.params, { gateway: textField(frame, "gateway") });
  peer.send({ type: "res", id, ok: true, payload });
}

function failure(frame: unknown, error: RpcError): object {
  return { type: "res", id: idOf(frame) ?? null, ok: false, error: error.toShape() };
}

/** Ids are text; numbers are taken too and come back as they are, since a caller that sends one waits for it. */
function idOf(frame: unknown): string | number | undefined {
  if (!isObject(frame)) return undefined;
  return typeof frame.id === "number" ? frame.id : textField(frame, "id");
}
