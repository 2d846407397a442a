import { circleIn } from "../protocol/circles.ts";
import { RpcError } from "../protocol/errors.ts";
import type { SessionsChangedEvent } from "../protocol/events.ts";
import { type Message, textOf } from "../protocol/messages.ts";
import type { SessionRow } from "../protocol/sessions.ts";
import type { NewMessage, SessionRecord, Store } from "../store/contract.ts";
import type { Emit } from "./event-bus.ts";
import { KeyedLock } from "./keyed-lock.ts";
import type { Clock } from "./runs/contract.ts";
import type { SessionAddress } from "./session-keys.ts";

type SessionFields = Parameters<Store["sessions"]["patch"]>[1];
type Reason = SessionsChangedEvent["reason"];

/** What only the running process knows about a session. */
export interface Liveness {
  /** Its runs: first the one that is going on, then those that wait. */
  runIdsOf(key: string): string[];
  isRunning(key: string): boolean;
  /** The model that its next run takes, with the size of its context. */
  modelOf(session: SessionRecord): { model: string; provider: string; contextWindow?: number };
}

/** Sessions of one circle whose readers are told when its people change. */
const MOST_OF_CIRCLE = 1_000;
const TITLE_LENGTH = 60;
const PREVIEW_LENGTH = 160;

/**
 * Sessions and their transcripts: every change goes to disk first and is then told to all.
 * Whoever changes a transcript, or reads it together with what is going on, does so inside {@link exclusive}.
 */
export class SessionBook {
  readonly #store: Store;
  readonly #emit: Emit;
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #live: Liveness;
  readonly #lock = new KeyedLock();

  constructor(deps: { store: Store; emit: Emit; clock: Clock; newId: () => string; live: Liveness }) {
    this.#store = deps.store;
    this.#emit = deps.emit;
    this.#clock = deps.clock;
    this.#newId = deps.newId;
    this.#live = deps.live;
  }

  /** One task at a time on a session, in the order of asking. Not to be nested. */
  exclusive<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    return this.#lock.run(key, task);
  }

  get(key: string): Promise<SessionRecord | undefined> {
    return this.#store.sessions.get(key);
  }

  /** @throws RpcError NOT_FOUND */
  async require(key: string): Promise<SessionRecord> {
    const session = await this.get(key);
    if (session) return session;
    throw noSession(key);
  }

  /** All that agents keep of a circle: their sessions there, and forks of those. */
  async ofCircle(circle: string): Promise<SessionRow[]> {
    const { sessions } = await this.#store.sessions.list({ circle, archived: "all", limit: MOST_OF_CIRCLE, offset: 0 });
    return sessions.map((session) => this.row(session));
  }

  /** The session, made when it is missing. */
  async ensure(address: SessionAddress, fields: Partial<SessionRecord> = {}): Promise<SessionRecord> {
    const there = await this.get(address.key);
    if (there) return there;
    const now = this.#clock();
    const circle = circleIn(address.key);
    const session: SessionRecord = {
      ...(circle && { derivedTitle: `Circle ${circle}` }),
      ...fields,
      key: address.key,
      sessionId: this.#newId(),
      agentId: address.agentId,
      kind: address.kind,
      ...(address.channel && { channel: address.channel }),
      createdAt: now,
      updatedAt: now,
      messageCount: 0,
    };
    await this.#store.sessions.put(session);
    this.changed(session, "create");
    return session;
  }

  /** Adds messages to the end of a transcript. The session must be there. */
  async append(key: string, messages: NewMessage[]): Promise<Message[]> {
    if (messages.length === 0) return [];
    const stored = await this.#store.messages.append(key, messages);
    const session = await this.require(key);
    for (const message of stored) this.#emit("session.message", { sessionKey: key, agentId: session.agentId, message });
    const told = stored.findLast(({ role }) => role !== "toolResult");
    const preview = told && excerpt(textOf(told), PREVIEW_LENGTH);
    await this.update(key, "message", {
      messageCount: (session.messageCount ?? 0) + stored.length,
      updatedAt: this.#clock(),
      ...(preview && { lastMessagePreview: preview }),
      ...(session.derivedTitle === undefined && titleFrom(stored)),
    });
    return stored;
  }

  /**
   * Changes fields of a session; `undefined` and `null` clear.
   * @throws RpcError NOT_FOUND
   */
  async update(key: string, reason: Reason, fields: SessionFields): Promise<SessionRecord> {
    const session = await this.#store.sessions.patch(key, fields);
    if (!session) throw new RpcError("NOT_FOUND", `There is no session "${key}": it was deleted meanwhile.`);
    this.changed(session, reason);
    return session;
  }

  /** Counts the transcript again after messages were taken out of it. */
  async recount(key: string, reason: Reason, fields: SessionFields = {}): Promise<SessionRecord> {
    const { total, messages } = await this.#store.messages.page(key, { limit: 10, offset: 0 });
    const told = messages.findLast(({ role }) => role !== "toolResult");
    return this.update(key, reason, {
      ...fields,
      messageCount: total,
      updatedAt: this.#clock(),
      lastMessagePreview: (told && excerpt(textOf(told), PREVIEW_LENGTH)) || null,
    });
  }

  /** Removes the session with all that belongs to it. Whether it was there. */
  async delete(key: string): Promise<boolean> {
    const deleted = await this.#store.sessions.delete(key);
    if (deleted) this.#emit("sessions.changed", { sessionKey: key, reason: "delete", ts: this.#clock() });
    return deleted;
  }

  changed(session: SessionRecord, reason: Reason): void {
    this.#emit("sessions.changed", { sessionKey: session.key, reason, ts: this.#clock(), session: this.row(session) });
  }

  /** The session as lists show it, with what is going on in it at this moment. */
  row(session: SessionRecord): SessionRow {
    const { model, provider, contextWindow } = this.#live.modelOf(session);
    const activeRunIds = this.#live.runIdsOf(session.key);
    const running = this.#live.isRunning(session.key);
    const busy = activeRunIds.length > 0;
    return {
      ...session,
      displayName: session.label ?? session.derivedTitle ?? session.key,
      model,
      modelProvider: provider,
      ...(contextWindow !== undefined && { contextTokens: contextWindow }),
      hasActiveRun: busy,
      ...(busy && { activeRunIds, status: running ? "running" : "queued" }),
    };
  }
}

export function noSession(key: string): RpcError {
  return new RpcError("NOT_FOUND", `There is no session "${key}": see sessions.list, or make it by writing to it.`);
}

/** One line of at most `length` characters, never cut inside of a character. */
export function excerpt(text: string, length: number): string {
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join("")}…`;
}

function titleFrom(messages: readonly Message[]): { derivedTitle?: string } {
  const first = messages.find(({ role }) => role === "user");
  const title = first && excerpt(textOf(first), TITLE_LENGTH);
  return title ? { derivedTitle: title } : {};
}
