import { AccessTokens } from "../auth/access-tokens.ts";
import { AuditTrail } from "../auth/audit-trail.ts";
import type { Authority } from "../auth/authority.ts";
import { ADMIN } from "../auth/authority.ts";
import type { BrowserSessions } from "../auth/browser-sessions.ts";
import { addressOf } from "../auth/client-address.ts";
import { PeopleBook } from "../auth/people-book.ts";
import { Refusals } from "../auth/refusals.ts";
import type { GatewayDirectory } from "../gateways/directory.ts";
import type { Connections } from "../hub/connections.ts";
import type { Feeds } from "../hub/feeds.ts";
import type { PresenceBook } from "../hub/ports.ts";
import type { Logs } from "../logs/logs.ts";
import type { GatewayEvents } from "../protocol/events.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import { accessMethods } from "../rpc/access-methods.ts";
import type { Call, OwnMethod } from "../rpc/own-method.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/contract.ts";

/** Who may come in by a token, who came, and what they did. */
export interface Access {
  readonly tokens: AccessTokens;
  readonly trail: AuditTrail;
  readonly refusals: Refusals;
  readonly people: PeopleBook;
  /** Why no tokens are made here, in a sentence. */
  readonly unavailable: string | undefined;
  /** Admins are told of themselves alone. */
  readonly own: boolean;
  /** Writes what waits. Idempotent. */
  close(): Promise<void>;
}

export async function openAccess(parts: {
  settings: Settings;
  store: Store;
  logs: Logs;
  hosted: boolean;
}): Promise<Access> {
  const { settings, store, logs, hosted } = parts;
  const logger = logs.logger.child({ source: "access" });
  const onFault = (error: unknown) => logger.error({ err: error }, "what happened could not be written");
  const trail = new AuditTrail({ store: store.access, onFault });
  const refusals = new Refusals((deed, times) => trail.note(deed, times));
  const people = await PeopleBook.open({
    store: store.access,
    onFault,
    onArrival: (who, { address, client }) =>
      trail.note({ who, address, action: "connect", targets: { client }, outcome: "OK", isCall: false }),
  });
  return {
    tokens: await AccessTokens.open({ store: store.access, onFault }),
    trail,
    refusals,
    people,
    unavailable: unavailableIn(settings, hosted),
    own: hosted && settings["hosted.audit"] === "own",
    async close() {
      refusals.close();
      await Promise.all([people.close(), trail.close()]);
    },
  };
}

/** Who a principal's id stands for, of those who may be signed in by a browser's cookie. */
export function holderIn({ tokens }: Pick<Access, "tokens">): (principalId: string) => PrincipalInfo | undefined {
  return (principalId) => (principalId === ADMIN.id ? ADMIN : tokens.byId(principalId));
}

/** Notes from where somebody came whom nobody knew. */
export function watchful(authority: Authority, refusals: Pick<Refusals, "refused">): Authority {
  return {
    async fromRequest(request) {
      const recognition = await authority.fromRequest(request);
      if (recognition.kind === "bad") refusals.refused(addressOf(request));
      return recognition;
    },
    async fromToken(token, address) {
      const principal = await authority.fromToken(token);
      if (!principal && address !== undefined) refusals.refused(address);
      return principal;
    },
  };
}

/** The methods about access, and whom they tell of changes. */
export function openAccessMethods(parts: {
  access: Access;
  sessions: Pick<BrowserSessions, "closeAll">;
  connections: Pick<Connections, "end">;
  directory: GatewayDirectory;
  feeds: Feeds;
  presence: PresenceBook;
}): { methods: OwnMethod[]; presence: PresenceBook } {
  const { access, sessions, connections, directory, feeds, presence } = parts;
  const { tokens, trail, people, unavailable, own } = access;
  const watchers = new Watchers(directory, feeds);
  trail.onChange(() => watchers.tell("audit"));
  people.onChange(() => watchers.tellComings());

  return {
    methods: accessMethods({
      tokens: unavailable ?? tokens,
      people,
      trail,
      own,
      watch: (call) => watchers.add(call),
      changed: (what) => watchers.tell(what),
      async signOut(principalId) {
        await sessions.closeAll(principalId);
        // In the next turn: who sends themselves away gets their answer, and who was just coming in is here by then.
        setImmediate(() => connections.end(principalId));
      },
    }),
    presence: {
      join(connectionId, facts) {
        const { user, scopes, ip, text } = facts;
        watchers.come();
        people.join(connectionId, { ...user, scopes }, { address: ip, client: text });
        presence.join(connectionId, facts);
      },
      leave(connectionId) {
        watchers.delete(connectionId);
        watchers.come();
        people.leave(connectionId);
        presence.leave(connectionId);
      },
    },
  };
}

type What = GatewayEvents["access.changed"]["what"];

/** Open connections that have asked: nobody else's events are added to for this. */
class Watchers {
  readonly #directory: GatewayDirectory;
  readonly #feeds: Feeds;
  readonly #watching = new Map<string, { who: PrincipalInfo; since: number }>();
  /** How many have come and gone. */
  #comings = 0;

  constructor(directory: GatewayDirectory, feeds: Feeds) {
    this.#directory = directory;
    this.#feeds = feeds;
  }

  add({ connectionId, principal }: Call): void {
    if (connectionId === undefined) return;
    const since = this.#watching.get(connectionId)?.since ?? this.#comings;
    this.#watching.set(connectionId, { who: principal, since });
  }

  delete(connectionId: string): void {
    this.#watching.delete(connectionId);
  }

  /** Somebody came or went; it is told later. */
  come(): void {
    this.#comings += 1;
  }

  /** Tells of those who came and went, unless whoever asked did so after that, and knows. */
  tellComings(): void {
    this.#tell("people", ({ since }) => since < this.#comings);
  }

  /** Says in a log that each of them hears that something is to be read again. */
  tell(what: What): void {
    this.#tell(what, () => true);
  }

  #tell(what: What, isNews: (watcher: { since: number }) => boolean): void {
    const watchers = [...this.#watching.values()].filter(isNews);
    const gateways = watchers.flatMap(({ who }) => this.#directory.defaultFor(who)?.id ?? []);
    for (const gateway of new Set(gateways)) {
      this.#feeds.get(gateway)?.append({ event: "access.changed", payload: { what } });
    }
  }
}

function unavailableIn(settings: Settings, hosted: boolean): string | undefined {
  if (hosted) return "People sign in through Clerk here, so there are no tokens to give out: roles are given in Clerk.";
  if (settings["auth.mode"] === "none") {
    return "Everybody on this machine is admin here, so there are no tokens to give out: remove auth.mode none first.";
  }
  return undefined;
}
