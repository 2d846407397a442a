import { allows, type Scope } from "../../protocol/frames.ts";
import { isObject } from "../frames.ts";

/** The events of the embedded gateway that OpenClaw has too. */
export const EVENTS = ["agent", "chat", "session.message", "sessions.changed", "presence", "tick", "health"] as const;

/** Methods by which a connection says whether it wants the events of sessions. */
export const SUBSCRIPTIONS = ["sessions.subscribe", "sessions.unsubscribe"] as const;

/** What a connection may hear and has asked for. */
export interface Hearing {
  readonly scopes: readonly Scope[];
  /** `tool-events`: what tools do is wanted too. */
  readonly caps: readonly string[];
  /** Whether `sessions.subscribe` was called. */
  readonly sessions: boolean;
}

/** Whether a connection gets an event. */
export function hears({ scopes, caps, sessions }: Hearing, event: string, payload: unknown): boolean {
  if (!isKnown(event)) return false;
  if (event === "tick") return true;
  if (!allows(scopes, "operator.read")) return false;
  if (event === "session.message" || event === "sessions.changed") return sessions;
  if (event === "agent" && isObject(payload) && payload.stream === "tool") return caps.includes("tool-events");
  return true;
}

export function isSubscription(method: string): boolean {
  return SUBSCRIPTIONS.some((known) => known === method);
}

function isKnown(event: string): boolean {
  return EVENTS.some((known) => known === event);
}
