import type { ParamsOf } from "@/server/protocol/methods.ts";
import type { Delivery } from "./items.ts";

type ChatSendParams = ParamsOf<"chat.send">;

/** How to send, beside the words. */
export interface SendOptions {
  attachments?: ChatSendParams["attachments"];
  /** What to do when a run is going on. Default followup. */
  queueMode?: ChatSendParams["queueMode"];
  /** How much the model thinks before it answers: one of its levels. */
  thinking?: string;
  /** Default: the caller's default one. */
  gateway?: string;
}

/** A message that no conversation is known to show yet. */
export interface OutboxEntry extends SendOptions {
  /** Its idempotency key, which becomes the runId. */
  key: string;
  sessionKey: string;
  text: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** When the server took it, in milliseconds since 1970; only of a sent one. */
  takenAt?: number;
  /** Whose words they are: nobody else's session on this device sends them. Undefined until a server said. */
  principal: string | undefined;
  delivery: Delivery;
}

/** Nobody wants to see words of yesterday go out by themselves. */
export const MAX_AGE_MS = 24 * 60 * 60_000;

export const UNCONFIRMED: Delivery = {
  state: "unconfirmed",
  message: "Delivery unconfirmed: no answer came. Sending it again is safe, it is taken once only.",
};

/** Of a message that a gateway took and does not show, as one that was ended before it stored what it took. */
export const UNSEEN: Delivery = {
  state: "unconfirmed",
  message: "The gateway took it, and the conversation does not show it. Send it again, or discard it.",
};

/** What an earlier page left behind; undefined for what was delivered so long ago that nobody looks for it. */
export function woken(entry: OutboxEntry, now: number): OutboxEntry | undefined {
  const { delivery, takenAt = 0 } = entry;
  if (delivery.state === "sent") return now - takenAt > MAX_AGE_MS ? undefined : entry;
  if (now - entry.createdAt > MAX_AGE_MS) return { ...entry, delivery: expired(delivery) };
  return delivery.state === "sending" ? { ...entry, delivery: UNCONFIRMED } : entry;
}

/** How a message stands that nobody sent for a day: it waits for a hand. */
export function expired(delivery: Delivery): Delivery {
  if (delivery.state === "sending" || delivery.state === "unconfirmed") return UNCONFIRMED;
  if (delivery.state === "failed") return delivery;
  return { state: "failed", code: "TIMEOUT", message: "It could not be sent for a day. Send it again, or discard it." };
}
