import { RpcError } from "../../protocol/errors.ts";
import { scopeOfEvent } from "../../protocol/events.ts";
import { allows, type Scope } from "../../protocol/frames.ts";
import { isObject, textField } from "../frames.ts";

/** The events of the embedded gateway that OpenClaw has too. */
export const EVENTS = [
  "agent",
  "chat",
  "session.message",
  "sessions.changed",
  "presence",
  "tick",
  "health",
  "device.pair.requested",
  "device.pair.resolved",
  "device.pair.changed",
  "question.requested",
  "question.resolved",
] as const;

/** What a node is told, of all connections. */
export const NODE_EVENTS = ["node.invoke.request", "node.invoke.cancel"] as const;

/** Methods by which a connection says which events of sessions it wants. */
export const SUBSCRIPTIONS = [
  "sessions.subscribe",
  "sessions.unsubscribe",
  "sessions.messages.subscribe",
  "sessions.messages.unsubscribe",
] as const;

export type Subscription = (typeof SUBSCRIPTIONS)[number];

/** Sessions whose messages a connection may ask for one by one. */
export const MAX_FOLLOWED = 256;

/** What a connection may hear and has asked for. */
export interface Hearing {
  readonly scopes: readonly Scope[];
  /** `tool-events`: what tools do is wanted too. */
  readonly caps: readonly string[];
  /** Whether `sessions.subscribe` was called. */
  readonly sessions: boolean;
  /** Keys of the sessions that `sessions.messages.subscribe` named. */
  readonly followed: ReadonlySet<string>;
}

/** Whether a connection gets an event. */
export function hears({ scopes, caps, sessions, followed }: Hearing, event: string, payload: unknown): boolean {
  if (!isKnown(event)) return false;
  if (event === "tick") return true;
  const guard = scopeOfEvent(event);
  if (guard !== undefined) return allows(scopes, guard);
  if (!allows(scopes, "operator.read")) return false;
  if (event === "sessions.changed") return sessions;
  if (event === "session.message") {
    return sessions || (isObject(payload) && followed.has(textField(payload, "sessionKey") ?? ""));
  }
  if (event === "agent" && isObject(payload) && payload.stream === "tool") return caps.includes("tool-events");
  return true;
}

export function isSubscription(method: string): method is Subscription {
  return SUBSCRIPTIONS.some((known) => known === method);
}

/**
 * What is heard after a subscription, and the answer to it.
 * @throws RpcError INVALID_REQUEST without a key where one is needed, RATE_LIMITED past the bound
 */
export function subscribe(
  hearing: Hearing,
  method: Subscription,
  params: unknown,
): { hearing: Hearing; answer: { subscribed: boolean; key?: string } } {
  const subscribed = !method.endsWith(".unsubscribe");
  if (method === "sessions.subscribe" || method === "sessions.unsubscribe") {
    return { hearing: { ...hearing, sessions: subscribed }, answer: { subscribed } };
  }
  const key = isObject(params) ? textField(params, "key") : undefined;
  if (key === undefined) throw new RpcError("INVALID_REQUEST", `${method} needs the key of a session.`);
  const followed = new Set(hearing.followed);
  if (!subscribed) followed.delete(key);
  else if (followed.size < MAX_FOLLOWED || followed.has(key)) followed.add(key);
  else
    throw new RpcError(
      "RATE_LIMITED",
      `A connection follows at most ${MAX_FOLLOWED} sessions: leave one, or call sessions.subscribe for all.`,
    );
  return { hearing: { ...hearing, followed }, answer: { subscribed, key } };
}

function isKnown(event: string): boolean {
  return EVENTS.some((known) => known === event);
}
