import type { AccessPerson } from "@/server/protocol/access.ts";
import type { PresenceEntry } from "@/server/protocol/system.ts";

export interface KnownPerson {
  /** The principal's id, by which a circle knows them. */
  id: string;
  name: string;
}

/** Most that are offered. */
export const MOST_KNOWN = 50;

/** Those who are here now first, then who was here last; each once, by their name where one is known. */
export function knownPeople(present: readonly PresenceEntry[], past: readonly AccessPerson[]): KnownPerson[] {
  const known = new Map<string, KnownPerson>();
  const lately = past.toSorted((one, other) => other.lastSeenAt - one.lastSeenAt);
  for (const { id, name } of [...present.flatMap(({ user }) => user ?? []), ...lately]) {
    known.set(id, { id, name: known.get(id)?.name ?? name ?? id });
  }
  return [...known.values()].slice(0, MOST_KNOWN);
}
