import { isObject } from "../dialects/frames.ts";

/** Which sessions' chatty events a connection wants. */
export type EventScope = "all" | ReadonlySet<string>;

/**
 * The session of an event that only its readers want: a run's deltas, thinking and tools. Undefined for events that
 * everybody gets, ends of runs among them.
 */
export function chattySession(event: string, payload: unknown): string | undefined {
  if (event !== "chat" && event !== "agent") return undefined;
  if (!isObject(payload) || typeof payload.sessionKey !== "string") return undefined;
  const chatty = event === "agent" || payload.state === "delta" || payload.state === "status";
  return chatty ? payload.sessionKey : undefined;
}

/** Whether an event of this {@link chattySession} is in the scope. */
export function wants(scope: EventScope, session: string | undefined): boolean {
  return scope === "all" || session === undefined || scope.has(session);
}
