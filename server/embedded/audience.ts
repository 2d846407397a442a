import type { CallContext } from "../gateways/gateway.ts";
import { CIRCLE_MARK, circleIn } from "../protocol/circles.ts";
import type { Audience, EventName, GatewayEvents } from "../protocol/events.ts";
import { allows, type PrincipalInfo } from "../protocol/frames.ts";
import type { LogEntry } from "../protocol/logs.ts";
import { sessionOf } from "./cron/cron-turn.ts";

/** A circle that had people and was deleted: what was said in it stays theirs. */
export interface FormerCircle {
  name: string;
  people: readonly string[];
  /** Milliseconds since 1970. */
  endedAt: number;
}

/** Whoever asks: a person, or a run's tool on behalf of all who read the run's session. */
export type Viewer = Pick<CallContext, "principal" | "within">;

/** What everybody may see. */
export const EVERYBODY: Viewer = { principal: { id: "", name: "Everybody", scopes: [] } };

/** The people of one circle, as they are at the moment of asking. None are all; admins are always among them. */
export class Members implements Audience {
  #people: ReadonlySet<string>;

  constructor(people: readonly string[]) {
    this.#people = new Set(people);
  }

  get isOpen(): boolean {
    return this.#people.size === 0;
  }

  set(people: readonly string[]): void {
    this.#people = new Set(people);
  }

  admits({ id, scopes }: PrincipalInfo): boolean {
    return this.#people.size === 0 || this.#people.has(id) || allows(scopes, "operator.admin");
  }
}

/**
 * Who sees which session: the one place where that is decided, from the session's key and from the people of its circle
 * as they are now. A session that is of no circle, or of one without people, is everybody's.
 */
export class Audiences {
  readonly #current = new Map<string, Members>();
  /** In the order in which they ended. */
  #former: readonly (Pick<FormerCircle, "name" | "endedAt"> & { members: Members })[] = [];

  /** A circle's people from now on. */
  set(name: string, people: readonly string[]): void {
    const members = this.#current.get(name);
    if (members) members.set(people);
    else this.#current.set(name, new Members(people));
  }

  /** The circle is no more. */
  drop(name: string): void {
    this.#current.delete(name);
  }

  setFormer(circles: readonly FormerCircle[]): void {
    this.#former = circles.map(({ name, people, endedAt }) => ({ name, endedAt, members: new Members(people) }));
  }

  /**
   * Whose a circle's words are that were said at `at`, left out: whose its sessions are. Undefined when they are
   * everybody's, whatever becomes of the people.
   */
  of(circle: string, at = Number.POSITIVE_INFINITY): Members | undefined {
    const formers = this.#former.filter(({ name }) => name === circle);
    const then = formers.find(({ endedAt }) => at <= endedAt);
    return (then ?? { members: this.#current.get(circle) }).members ?? formers.at(-1)?.members;
  }

  ofSession(key: string | null | undefined, at?: number): Members | undefined {
    // Nearly all sessions are of no circle, and each event asks.
    const circle = circleIn(key?.toLowerCase() ?? "");
    return circle === undefined ? undefined : this.of(circle, at);
  }

  /** Who is told of something in a session by an event that does not name it. */
  toldIn(key: string | null | undefined): Audience {
    return this.ofSession(key) ?? ALL;
  }

  /** Who alone is told of an event. */
  ofEvent<Name extends EventName>(event: Name, payload: GatewayEvents[Name]): Audience | undefined {
    const about = ABOUT[event];
    return about === "everybody" ? undefined : about(this, payload);
  }

  /** Of a text that names sessions, as a line of the log does: those alone who may see all of them. */
  ofText(text: string, at?: number): Audience | undefined {
    const circles = circlesIn(text).flatMap((name) => this.of(name, at) ?? []);
    if (circles.length < 2) return circles[0];
    return { admits: (principal) => circles.every((members) => members.admits(principal)) };
  }

  /** Whether a session may be seen; `at`: whether what stands in the records from that time may. */
  admits(viewer: Viewer, key: string | null | undefined, at?: number): boolean {
    return this.#welcomes(viewer, this.ofSession(key, at));
  }

  admitsTo(viewer: Viewer, circle: string): boolean {
    return this.#welcomes(viewer, this.of(circle));
  }

  admitsText(viewer: Viewer, text: string, at?: number): boolean {
    return circlesIn(text).every((name) => this.#welcomes(viewer, this.of(name, at)));
  }

  /** The circles whose sessions are not to be seen. */
  hiddenFrom(viewer: Viewer): string[] {
    const names = new Set([...this.#current.keys(), ...this.#former.map(({ name }) => name)]);
    return [...names].filter((name) => !this.admitsTo(viewer, name));
  }

  /** Of which circles nothing is to be seen in the records of a time; both ends are of it. */
  hiddenRecords(viewer: Viewer): { circle: string; from: number; until: number }[] {
    const ends = new Map<string, number>();
    const times = this.#former.flatMap(({ name: circle, endedAt: until, members }) => {
      const from = (ends.get(circle) ?? -1) + 1;
      ends.set(circle, until);
      return this.#welcomes(viewer, members) ? [] : { circle, from, until };
    });
    const since = (circle: string) => ({ circle, from: (ends.get(circle) ?? -1) + 1, until: Number.MAX_SAFE_INTEGER });
    return [...times, ...this.hiddenFrom(viewer).map(since)];
  }

  #welcomes({ principal, within }: Viewer, members: Members | undefined): boolean {
    if (!members || members.isOpen) return true;
    // What a run reads stands in its own session afterwards.
    return within === undefined ? members.admits(principal) : this.ofSession(within) === members;
  }
}

type About = {
  [Name in EventName]: "everybody" | ((audiences: Audiences, payload: GatewayEvents[Name]) => Audience | undefined);
};

const bySession = (audiences: Audiences, { sessionKey }: { sessionKey: string }) => audiences.ofSession(sessionKey);
const byName = (audiences: Audiences, { name }: { name: string }) => audiences.of(name);
const byRequest = (audiences: Audiences, { request }: { request?: { sessionKey?: string | null } }) =>
  audiences.ofSession(request?.sessionKey);

const ALL: Audience = { admits: () => true };
const ADMINS: Audience = { admits: ({ scopes }) => allows(scopes, "operator.admin") };

/** The session that each event is about, so that a new one cannot be forgotten. */
const ABOUT: About = {
  chat: bySession,
  agent: bySession,
  "session.message": bySession,
  "sessions.changed": bySession,
  task: (audiences, event) => audiences.ofSession("task" in event ? event.task.sessionKey : undefined),
  "circle.message": byName,
  "circle.status": byName,
  "circles.changed": byName,
  "exec.approval.requested": byRequest,
  "exec.approval.resolved": byRequest,
  "plugin.approval.requested": byRequest,
  "plugin.approval.resolved": byRequest,
  "openclaw.approval.requested": byRequest,
  "openclaw.approval.resolved": byRequest,
  "question.requested": (audiences, { sessionKey }) => audiences.ofSession(sessionKey),
  // It names no session: whoever tells it to others than admins says to whom.
  "question.resolved": () => ADMINS,
  cron: (audiences, { job, sessionKey }) => audiences.ofSession(sessionKey ?? (job && sessionOf(job).key)),
  log_entry: (audiences, entry) => audiences.ofText(wordsOf(entry), entry.time),
  // Agents, their folders and what they remember are shared by all.
  "agents.changed": "everybody",
  "workspace.changed": "everybody",
  "skills.changed": "everybody",
  "config.changed": "everybody",
  "channels.changed": "everybody",
  "models.changed": "everybody",
  "device.pair.requested": "everybody",
  "device.pair.resolved": "everybody",
  "device.pair.changed": "everybody",
  "exec.approvals.changed": "everybody",
  "bindings.changed": "everybody",
  presence: "everybody",
  // It names the newest sessions among those that are everybody's.
  health: "everybody",
  tick: "everybody",
  "access.changed": "everybody",
  "budgets.changed": "everybody",
  "gateways.changed": "everybody",
  "container.changed": "everybody",
  shutdown: "everybody",
};

/** By a session's key, as it is and as it stands in an address, and by the address of a room or of its page. */
const NAMED = new RegExp(`(?:${CIRCLE_MARK}|${encodeURIComponent(CIRCLE_MARK)}|/circles/)([a-z0-9_-]+)`, "gi");

function circlesIn(text: string): string[] {
  if (!/circle/i.test(text)) return [];
  return [...new Set([...text.matchAll(NAMED)].map(([, name = ""]) => name.toLowerCase()))];
}

function wordsOf({ msg, sessionKey, fields }: LogEntry): string {
  return `${msg}\n${sessionKey ?? ""}\n${fields ? JSON.stringify(fields) : ""}`;
}
