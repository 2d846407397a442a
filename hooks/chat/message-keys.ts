import type { Message } from "@/server/protocol/messages.ts";

/** The key under which a person's message was sent; that of its run where the gateway kept no other. */
export function keyOf({ __openclaw: { idempotencyKey, runId } }: Message): string | undefined {
  return idempotencyKey ?? runId;
}

const keySets = new WeakMap<readonly Message[], ReadonlySet<string>>();

/** The keys under which people's messages in a transcript were sent. */
export function keysOf(messages: readonly Message[]): ReadonlySet<string> {
  const known = keySets.get(messages);
  if (known) return known;
  const keys = new Set(messages.flatMap((message) => (message.role === "user" ? (keyOf(message) ?? []) : [])));
  keySets.set(messages, keys);
  return keys;
}
