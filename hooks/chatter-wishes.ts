import { type EventScope, unionOf } from "@/server/protocol/chatter.ts";
import type { Client } from "@/server/protocol/client.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";

interface Wish {
  scope: EventScope;
}

const wishes = new WeakMap<Client, Set<Wish>>();

/** From here on the client hears what runs say meanwhile only where something on the page wants it. */
export function settleChatter(client: Client): void {
  client.setScope(unionOf([...wishesOf(client)].map(({ scope }) => scope)));
}

/**
 * Wants what runs of a session say meanwhile, deltas, thinking and tools, until the returned function is called. A key
 * without its agent is that session of every agent; `all` every session.
 */
export function wantChatter(client: Client, session: string): Unsubscribe {
  const wish: Wish = { scope: session === "all" ? session : new Set([session]) };
  wishesOf(client).add(wish);
  settleChatter(client);
  return () => {
    if (wishesOf(client).delete(wish)) settleChatter(client);
  };
}

function wishesOf(client: Client): Set<Wish> {
  const known = wishes.get(client) ?? new Set();
  wishes.set(client, known);
  return known;
}
