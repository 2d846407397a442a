import { type AccessPerson, type PersonKind, roleOfScopes } from "../protocol/access.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { AccessStore, PersonRecord } from "../store/contract.ts";

export interface PeopleBookOptions {
  store: Pick<AccessStore, "people" | "putPeople">;
  /** Somebody came who has not been here for a while, or not from there. */
  onArrival: (principal: Pick<PrincipalInfo, "id" | "name">, facts: { address: string; client: string }) => void;
  onFault: (error: unknown) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** How long changes are gathered before they are told and written, in milliseconds. Default 1,000. */
  gatherMs?: number;
}

/** Those seen last; who is connected is let go last. */
export const MAX_PEOPLE = 500;
/** Who comes back within so many milliseconds has not been away: pages are loaded anew, wires break. */
export const AWAY_MS = 30 * 60_000;
const GATHER_MS = 1_000;

/** Who is and was connected. */
export class PeopleBook {
  readonly #options: PeopleBookOptions;
  readonly #now: () => number;
  /** In the order in which they came, the last one last. */
  readonly #people: Map<string, PersonRecord>;
  /** Who each open connection is of. */
  readonly #open = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #listeners = new Set<{ hear: () => void }>();
  #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  static async open(options: PeopleBookOptions): Promise<PeopleBook> {
    return new PeopleBook(options, await options.store.people(MAX_PEOPLE));
  }

  private constructor(options: PeopleBookOptions, people: readonly PersonRecord[]) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#people = new Map(people.toReversed().map((person) => [person.id, person]));
  }

  /** A connection is somebody's from now on. */
  join(
    connectionId: string,
    { id, name, scopes }: Pick<PrincipalInfo, "id" | "name" | "scopes">,
    facts: { address: string; client: string },
  ): void {
    const lastSeenAt = this.#now();
    const before = this.#people.get(id);
    const wasAway = !this.#counts.has(id) && (before?.lastSeenAt ?? 0) < lastSeenAt - AWAY_MS;
    this.#open.set(connectionId, id);
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    this.#people.delete(id);
    this.#people.set(id, { id, name, role: roleOfScopes(scopes), ...facts, lastSeenAt });
    this.#letGo();
    this.#change(id);
    if (wasAway || before?.address !== facts.address) this.#options.onArrival({ id, name }, facts);
  }

  leave(connectionId: string): void {
    const id = this.#open.get(connectionId);
    if (id === undefined) return;
    this.#open.delete(connectionId);
    const left = (this.#counts.get(id) ?? 1) - 1;
    if (left > 0) this.#counts.set(id, left);
    else this.#counts.delete(id);
    const person = this.#people.get(id);
    if (person) this.#people.set(id, { ...person, lastSeenAt: this.#now() });
    this.#change(id);
  }

  has(principalId: string): boolean {
    return this.#people.has(principalId);
  }

  /** Who is connected first, then who was seen last. */
  list(): AccessPerson[] {
    const now = this.#now();
    const all = [...this.#people.values()].map((person): AccessPerson => {
      const connections = this.#counts.get(person.id) ?? 0;
      return { ...person, kind: kindOf(person.id), connections, ...(connections > 0 && { lastSeenAt: now }) };
    });
    return all.sort((one, other) => other.lastSeenAt - one.lastSeenAt || one.name.localeCompare(other.name));
  }

  /** Called when somebody came or went. */
  onChange(hear: () => void): () => void {
    const listener = { hear };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Writes what has changed. Idempotent. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#write();
  }

  #letGo(): void {
    if (this.#people.size <= MAX_PEOPLE) return;
    const ids = [...this.#people.keys()];
    const gone = ids.find((id) => !this.#counts.has(id)) ?? ids[0];
    if (gone !== undefined) this.#people.delete(gone);
  }

  #change(id: string): void {
    this.#changed.add(id);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write();
      for (const { hear } of this.#listeners) hear();
    }, this.#options.gatherMs ?? GATHER_MS).unref();
  }

  async #write(): Promise<void> {
    const people = [...this.#changed].flatMap((id) => this.#people.get(id) ?? []);
    this.#changed = new Set();
    if (people.length > 0) await this.#options.store.putPeople(people, MAX_PEOPLE).catch(this.#options.onFault);
  }
}

const KINDS: readonly PersonKind[] = ["token", "device", "hook"];

function kindOf(principalId: string): PersonKind {
  if (principalId === "admin") return "admin";
  return KINDS.find((kind) => principalId.startsWith(`${kind}:`)) ?? "person";
}
