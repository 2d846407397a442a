import type { NewMessage, RunRecord, SessionRecord, UsageRecord } from "./contract.ts";

/** The session that the fixtures speak of. */
export const KEY = "agent:main:main";

/** A session to put. */
export function aSession(key: string, more: Partial<SessionRecord> = {}): SessionRecord {
  const session = { sessionId: `id of ${key}`, agentId: "main", kind: "direct", createdAt: 1, updatedAt: 2 } as const;
  const given = Object.entries({ key, ...session, ...more }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as SessionRecord;
}

/** A user's message to append. */
export function user(id: string, text: string, idempotencyKey?: string): NewMessage & { role: "user" } {
  return { role: "user", content: text, timestamp: 1, __openclaw: { id, ...(idempotencyKey && { idempotencyKey }) } };
}

/** A run to put. */
export function aRun(runId: string, more: Partial<RunRecord> = {}): RunRecord {
  return { runId, sessionKey: KEY, agentId: "main", state: "queued", createdAt: 1, ...more };
}

/** Usage to add. */
export function someUsage(more: Partial<UsageRecord> = {}): UsageRecord {
  const tokens = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4 };
  return { runId: "r", sessionKey: KEY, agentId: "main", model: "m", time: 1, ...tokens, ...more };
}
