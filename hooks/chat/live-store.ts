import type { ChatHistoryResult, PendingInput } from "@/server/protocol/chat.ts";
import type { Client } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { wantChatter } from "../chatter-wishes.ts";
import { payloadOf } from "../event-payload.ts";
import { onNextFrame } from "../frame.ts";
import { concerns } from "../use-snapshot.ts";
import type { AssistantItem, ChatItem } from "./items.ts";
import { keysOf } from "./message-keys.ts";
import { type Outbox, outboxOf, STORING_MS } from "./outbox.ts";
import { emptyProjection, project } from "./project.ts";
import { emptyTranscript, mustReload, pendingInputs, reduceTranscript, type TranscriptEvent } from "./transcript.ts";

/** A conversation as it is drawn; a new object only when something in it changed. */
export interface ChatSnapshot {
  items: readonly ChatItem[];
  isLoading: boolean;
  error: RpcError | undefined;
  hasMore: boolean;
  isLoadingOlder: boolean;
  activeRun: ActiveRunView | undefined;
  pendingInputs: readonly PendingInput[];
  session: SessionRow | undefined;
  thinkingLevel: string | undefined;
  totalMessages: number;
}

export interface ActiveRunView {
  runId: string;
  state: "queued" | "running";
  /** Milliseconds since 1970. */
  startedAt: number | undefined;
  phase: AssistantItem["phase"];
}

export const emptyChat: ChatSnapshot = {
  items: [],
  isLoading: false,
  error: undefined,
  hasMore: false,
  isLoadingOlder: false,
  activeRun: undefined,
  pendingInputs: [],
  session: undefined,
  thinkingLevel: undefined,
  totalMessages: 0,
};

/** The first wait before a history that could not be read is asked for again, and the longest, in milliseconds. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;
const PAGE = 200;
const OLDER_PAGE = 500;
/** How long after a run's end a gateway may still store what joined it, in milliseconds. */
const JOINED_MS = 2_000;
/** Things that are kept while the history is on its way, to be told to it once more. */
const MAX_MEANWHILE = 10_000;

export interface ChatStoreOptions {
  client: Client;
  outbox: Outbox;
  gateway: string | undefined;
  sessionKey: string;
  /** Calls once, before the next picture is drawn; returns what cancels it. */
  nextFrame: (draw: () => void) => () => void;
}

/**
 * One conversation outside of React: every event is taken at once, and drawn once a frame, so that an answer of a
 * thousand tokens a second costs sixty renderings. Lives from its first look until `close()`.
 */
export class ChatStore {
  readonly #options: ChatStoreOptions;
  readonly #listeners = new Set<() => void>();
  readonly #ends: Unsubscribe[];
  #state = emptyTranscript;
  #projection = emptyProjection;
  #snapshot: ChatSnapshot = { ...emptyChat, isLoading: true };
  #error: RpcError | undefined;
  #meanwhile: TranscriptEvent[] | undefined;
  #again: "no" | "keep" | "replace" = "no";
  #loadingOlder: Promise<void> | undefined;
  #cancelFrame: (() => void) | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Ends in another look for messages that were taken and are not stored. */
  #search: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** Ends the wish for what runs say meanwhile; undefined while nobody looks, and the store may be behind. */
  #unwant: Unsubscribe | undefined;
  #closed = false;

  constructor(options: ChatStoreOptions) {
    this.#options = options;
    const { client, outbox, gateway, sessionKey } = options;
    this.#unwant = wantChatter(client, sessionKey);
    this.#ends = [
      client.onEvent((frame) => this.#hear(frame)),
      client.onReset((reset) => concerns(client, gateway, reset.gateway) && this.#load("keep")),
      client.onState(({ state }) => state === "ready" && this.#error && this.#load("keep")),
      outbox.onChange(() => {
        this.#adopt();
        this.#draw();
      }),
      outbox.onAccepted((entry, result) => {
        if (this.#isOurs(entry)) this.#take({ type: "accepted", entry, result });
      }),
    ];
    this.#load("keep");
  }

  get snapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    this.#wake();
    return () => {
      this.#listeners.delete(listener);
      if (!this.isWatched) this.#rest();
    };
  }

  /** Reads the newest page again. */
  async refresh(): Promise<void> {
    await this.#load("keep");
  }

  /** Reads the page before what is loaded; a second call joins the first. */
  loadOlder(): Promise<void> {
    if (!this.#state.hasMore || this.#closed) return Promise.resolve();
    this.#loadingOlder ??= this.#readOlder().finally(() => {
      this.#loadingOlder = undefined;
      this.#draw();
    });
    this.#draw();
    return this.#loadingOlder;
  }

  /** Hears nothing any more. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#rest();
    clearTimeout(this.#retry);
    clearTimeout(this.#search);
    this.#cancelFrame?.();
    for (const end of this.#ends.splice(0)) end();
  }

  /** What was said while nobody looked is read. */
  #wake(): void {
    if (this.#unwant || this.#closed) return;
    const { client, sessionKey } = this.#options;
    this.#unwant = wantChatter(client, sessionKey);
    this.#load("keep");
  }

  #rest(): void {
    this.#unwant?.();
    this.#unwant = undefined;
  }

  #hear(frame: EventFrame): void {
    const { client, gateway } = this.#options;
    if (!concerns(client, gateway, frame.gateway)) return;
    const happened = happenedIn(frame);
    if (!happened || !this.#isHere(happened.sessionKey)) return;
    const { event } = happened;
    const reload = event.type === "session" && mustReload(this.#state, event.change);
    this.#take(event);
    if (reload) this.#load("replace");
  }

  #isHere(sessionKey: string): boolean {
    return sessionKey === this.#options.sessionKey || sessionKey === this.#state.sessionKey;
  }

  #isOurs(entry: { sessionKey: string; gateway?: string }): boolean {
    const { client, gateway } = this.#options;
    const default_ = client.defaultGateway;
    return this.#isHere(entry.sessionKey) && (entry.gateway ?? default_) === (gateway ?? default_);
  }

  #take(happened: TranscriptEvent): void {
    if (this.#meanwhile && this.#meanwhile.push(happened) > MAX_MEANWHILE) this.#meanwhile.shift();
    const before = this.#state;
    this.#reduce(happened);
    if (this.#state !== before) this.#draw();
    // What waited for this run may have joined it: nothing is told of that but its message, sooner or later.
    if (this.#state.ends !== before.ends && this.#state.accepted.length > 0) this.#searchLater(JOINED_MS);
  }

  #reduce(happened: TranscriptEvent): void {
    const { accepted } = this.#state;
    this.#state = reduceTranscript(this.#state, happened);
    if (accepted === this.#state.accepted) return;
    const left = new Set(this.#state.accepted.map(({ entry }) => entry.key));
    for (const { entry } of accepted) if (!left.has(entry.key)) this.#options.outbox.settle(entry.key);
  }

  /** What was sent from this page before it was loaded, or from another tab, and is not stored yet. */
  #adopt(): void {
    const { outbox } = this.#options;
    for (const entry of outbox.sent) {
      if (!this.#isOurs(entry) || this.#hasAccepted(entry.key)) continue;
      this.#take({ type: "accepted", entry, result: { runId: entry.key, status: "in_flight" } });
      // It is stored, or told of in another way.
      if (!this.#hasAccepted(entry.key)) outbox.settle(entry.key);
    }
  }

  #hasAccepted(key: string): boolean {
    return this.#state.accepted.some(({ entry }) => entry.key === key);
  }

  /** Tells the outbox what a page shows, and gives up what a gateway should have stored long ago. */
  #compare(page: ChatHistoryResult): void {
    const { outbox } = this.#options;
    const stored = keysOf(page.messages);
    for (const entry of outbox.entries) if (this.#isOurs(entry) && stored.has(entry.key)) outbox.settle(entry.key);
    this.#adopt();
    const told = new Set([page.inFlightRun?.runId, ...page.pendingInputs.items.map(({ runId }) => runId)]);
    for (const { key, createdAt } of outbox.sent) {
      if (!this.#hasAccepted(key) || told.has(key)) continue;
      // It may stand on an older page: who wants to see it reads that.
      const isCovered = !page.hasMore || (page.messages[0]?.timestamp ?? 0) <= createdAt;
      if (!isCovered) outbox.settle(key);
      else if (!outbox.miss(key, this.#state.ends.has(key))) {
        this.#searchLater(STORING_MS);
        continue;
      }
      this.#state = reduceTranscript(this.#state, { type: "forgotten", key });
    }
  }

  #searchLater(ms: number): void {
    clearTimeout(this.#search);
    this.#search = setTimeout(() => {
      if (this.#state.accepted.length > 0) this.#load("keep");
    }, ms);
  }

  /** One at a time; what is asked for meanwhile is done once more afterwards. */
  async #load(mode: "keep" | "replace"): Promise<void> {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    if (this.#meanwhile) {
      this.#again = this.#again === "replace" ? "replace" : mode;
      return;
    }
    const meanwhile: TranscriptEvent[] = [];
    this.#meanwhile = meanwhile;
    this.#draw();
    const { client, sessionKey, gateway } = this.#options;
    try {
      const page = await client.request("chat.history", { sessionKey, limit: PAGE }, { gateway });
      this.#reduce({ type: "newest", page, replace: mode === "replace" });
      // The page may be older than what happened while it was on its way.
      for (const happened of meanwhile) this.#reduce(happened);
      this.#compare(page);
      this.#error = undefined;
      this.#failures = 0;
    } catch (error) {
      this.#error = asRpcError(error);
      if (this.#error.retryable) this.#loadLater(mode);
    }
    this.#meanwhile = undefined;
    this.#draw();
    const again = this.#again;
    this.#again = "no";
    if (again !== "no") await this.#load(again);
  }

  /** A gateway that is not there yet says nothing when it is: what it has is asked for until it comes. */
  #loadLater(mode: "keep" | "replace"): void {
    clearTimeout(this.#retry);
    if (this.#closed) return;
    const wait = Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#load(mode), wait);
  }

  async #readOlder(): Promise<void> {
    const { client, sessionKey, gateway } = this.#options;
    const params = { sessionKey, limit: OLDER_PAGE, offset: this.#state.messages.length };
    try {
      const page = await client.request("chat.history", params, { gateway });
      this.#reduce({ type: "older", page });
    } catch (error) {
      this.#error = asRpcError(error);
    }
  }

  #draw(): void {
    if (this.#closed || this.#cancelFrame) return;
    this.#cancelFrame = this.#options.nextFrame(() => {
      this.#cancelFrame = undefined;
      this.#flush();
    });
  }

  #flush(): void {
    const { outbox } = this.#options;
    const state = this.#state;
    const outgoing = outbox.entries.filter((entry) => entry.delivery.state !== "sent" && this.#isOurs(entry));
    this.#projection = project(state, outgoing, this.#projection);
    const pending = pendingInputs(state);
    this.#snapshot = {
      items: this.#projection.items,
      isLoading: !state.loaded && this.#error === undefined,
      error: this.#error,
      hasMore: state.hasMore,
      isLoadingOlder: this.#loadingOlder !== undefined,
      activeRun: this.#activeRun(pending),
      pendingInputs: pending,
      session: state.session,
      thinkingLevel: state.thinkingLevel,
      totalMessages: state.totalMessages,
    };
    for (const listener of [...this.#listeners]) listener();
  }

  #activeRun(pending: readonly PendingInput[]): ActiveRunView | undefined {
    const run = this.#state.live.find(({ runId }) => !this.#state.ends.has(runId));
    if (run) return { runId: run.runId, state: "running", startedAt: run.startedAt, phase: run.phase };
    const next = pending.find(({ state }) => state === "queued");
    return next && { runId: next.runId, state: "queued", startedAt: undefined, phase: undefined };
  }
}

/** Conversations that are kept though nobody looks at them: switching back is at once. */
export const KEPT_CHATS = 12;

const stores = new WeakMap<Client, Map<string, ChatStore>>();

/** The one store of a conversation; those longest out of sight are closed. */
export function chatStoreOf(client: Client, gateway: string | undefined, sessionKey: string): ChatStore {
  const known = stores.get(client) ?? new Map<string, ChatStore>();
  stores.set(client, known);
  const id = JSON.stringify([gateway ?? null, sessionKey]);
  const store =
    known.get(id) ?? new ChatStore({ client, outbox: outboxOf(client), gateway, sessionKey, nextFrame: onNextFrame });
  known.delete(id);
  known.set(id, store);
  for (const [otherId, other] of known) {
    if (known.size <= KEPT_CHATS) break;
    if (other === store || other.isWatched) continue;
    other.close();
    known.delete(otherId);
  }
  return store;
}

function happenedIn(frame: EventFrame): { sessionKey: string; event: TranscriptEvent } | undefined {
  const chat = payloadOf(frame, "chat");
  if (chat) return { sessionKey: chat.sessionKey, event: { type: "chat", event: chat } };
  const agent = payloadOf(frame, "agent");
  if (agent) return { sessionKey: agent.sessionKey, event: { type: "agent", event: agent } };
  const added = payloadOf(frame, "session.message");
  if (added) return { sessionKey: added.sessionKey, event: { type: "message", message: added.message } };
  const change = payloadOf(frame, "sessions.changed");
  return change && { sessionKey: change.sessionKey, event: { type: "session", change } };
}

function asRpcError(error: unknown): RpcError {
  return error instanceof RpcError ? error : new RpcError("INTERNAL", String(error), { cause: error });
}
