/** Which sessions' chatty events are wanted. A key without its agent, as `main`, is that session of every agent. */
export type EventScope = "all" | ReadonlySet<string>;

/** Sessions that a scope may name. */
export const MAX_SCOPE = 500;

/**
 * The session of an event that only its readers want: a run's deltas, thinking and tools. Undefined for events that
 * everybody gets, beginnings and ends of runs among them.
 */
export function chattySession(event: string, payload: unknown): string | undefined {
  if (event !== "chat" && event !== "agent") return undefined;
  if (typeof payload !== "object" || payload === null || !("sessionKey" in payload)) return undefined;
  const { sessionKey } = payload;
  if (typeof sessionKey !== "string") return undefined;
  const chatty =
    event === "agent"
      ? !("stream" in payload && payload.stream === "lifecycle")
      : "state" in payload && (payload.state === "delta" || payload.state === "status");
  return chatty ? sessionKey : undefined;
}

/** Whether an event of this {@link chattySession} is in the scope. */
export function wants(scope: EventScope, session: string | undefined): boolean {
  if (scope === "all" || session === undefined || scope.has(session)) return true;
  const [, short] = AGENT_KEY.exec(session) ?? [];
  return short !== undefined && scope.has(short);
}

/** What is in any of the scopes. */
export function unionOf(scopes: Iterable<EventScope>): EventScope {
  const union = new Set<string>();
  for (const scope of scopes) {
    if (scope === "all") return "all";
    for (const session of scope) union.add(session);
  }
  return union.size > MAX_SCOPE ? "all" : union;
}

export function isSameScope(one: EventScope, other: EventScope): boolean {
  if (one === "all" || other === "all") return one === other;
  return one.size === other.size && [...one].every((session) => other.has(session));
}

const AGENT_KEY = /^agent:[^:]+:(.+)$/;
