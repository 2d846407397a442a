import type { ChatSendResult } from "@/server/protocol/chat.ts";
import type { Client } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { Listeners, type Unsubscribe } from "@/server/protocol/listeners.ts";
import { reportFault } from "../browser-client.ts";
import { payloadOf } from "../event-payload.ts";
import { newKey } from "../socket-client.ts";
import { keyOf } from "./message-keys.ts";
import { MAX_ENTRIES, OutboxBook } from "./outbox-book.ts";
import { expired, MAX_AGE_MS, type OutboxEntry, type SendOptions, UNCONFIRMED, UNSEEN } from "./outbox-entry.ts";
import { type OutboxStorage, openOutboxStorage } from "./outbox-storage.ts";

export interface OutboxOptions {
  client: Client;
  storage: OutboxStorage;
  newKey: () => string;
  now: () => number;
  onFault: (error: unknown) => void;
}

/** How long a gateway may take to store what it took. */
export const STORING_MS = 30_000;
/** Codes of a server that took nothing and will take it later. */
const LATER: ReadonlySet<string> = new Set(["STARTING", "UNAVAILABLE", "RATE_LIMITED", "NO_GATEWAY"]);
/** Codes after which nobody knows whether the message was taken. */
const UNKNOWN: ReadonlySet<string> = new Set(["TIMEOUT", "GATEWAY_LOST"]);
const MAX_AUTOMATIC_TRIES = 8;
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;

interface Deferred {
  resolve: (result: ChatSendResult) => void;
  reject: (error: unknown) => void;
}

/**
 * Messages on their way. Each is kept with its key until its conversation shows it: offline it waits, lost it is sent
 * again under the same key, which the server takes once only. Those of one session go out in order, one at a time. What
 * was kept before this page, other tabs may have sent or discarded: it goes out only while it is still kept.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #book: OutboxBook;
  readonly #waiters = new Map<string, Deferred>();
  readonly #tries = new Map<string, number>();
  readonly #retries = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #acceptances: Listeners<[OutboxEntry, ChatSendResult]>;
  /** Keys of messages that were shown before the answer to their sending came. */
  readonly #echoed = new Set<string>();
  /** Keys of messages that a person is about to discard. */
  readonly #discarding = new Set<string>();
  readonly #ends: Unsubscribe[];
  #principal: string | undefined;
  /** Connections so far. */
  #greetings = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#book = new OutboxBook(options);
    this.#acceptances = new Listeners(options.onFault);
    const state = options.client.getState();
    if (state.state === "ready") this.#principal = state.principal?.id;
    this.#ends = [
      options.client.onState((state) => {
        if (state.state === "ready") this.#ready(state.principal?.id);
      }),
      options.client.onEvent((frame) => this.#hear(frame)),
      options.storage.onGone((key) => this.#goneElsewhere(key)),
    ];
    this.#load();
  }

  /** In the order of writing; a new array at each change. */
  get entries(): readonly OutboxEntry[] {
    return this.#book.entries;
  }

  /** Messages of who is signed in that the server took, and that their conversations have not shown yet. */
  get sent(): readonly OutboxEntry[] {
    return this.#book.entries.filter((entry) => entry.delivery.state === "sent" && this.#isOurs(entry));
  }

  /**
   * Takes a message. `accepted` resolves once the server has it and rejects when it refuses or somebody discards it.
   * @throws RpcError RATE_LIMITED when 200 are undelivered
   */
  send(
    sessionKey: string,
    text: string,
    options: SendOptions = {},
  ): { key: string; accepted: Promise<ChatSendResult> } {
    if (this.#book.isFull) {
      const message = `${MAX_ENTRIES} messages are not delivered yet. Discard some, or wait until the connection is back.`;
      throw new RpcError("RATE_LIMITED", message);
    }
    const { newKey, now } = this.#options;
    const key = newKey();
    const accepted = new Promise<ChatSendResult>((resolve, reject) => this.#waiters.set(key, { resolve, reject }));
    // The entry itself shows a refusal: whoever does not look at the promise has missed nothing.
    accepted.catch(() => {});
    const delivery = { state: "waiting" } as const;
    this.#book.add({ ...options, key, sessionKey, text, createdAt: now(), principal: this.#principal, delivery });
    this.#pump(sessionKey, key);
    return { key, accepted };
  }

  /** Sends a failed or unconfirmed message again, under its key. */
  retry(key: string): void {
    const entry = this.#book.find(key);
    if (!entry || !isAtRest(entry)) return;
    this.#tries.delete(key);
    this.#book.put({ ...entry, createdAt: this.#options.now(), takenAt: undefined, delivery: { state: "waiting" } });
    this.#pump(entry.sessionKey);
  }

  /**
   * Forgets a message that is not on its way, in every tab, and gives it back: from then on nobody sends it. Undefined
   * when it was too late for that, or another tab was given it.
   */
  async discard(key: string): Promise<OutboxEntry | undefined> {
    const entry = this.#book.find(key);
    if (!entry || !isAtRest(entry) || this.#discarding.has(key)) return undefined;
    this.#discarding.add(key);
    // What is shown as unconfirmed may have arrived: who discards it knows that. What is shown as waiting has not.
    const mayGo = (kept: OutboxEntry) =>
      kept.delivery.state !== "sent" && (kept.delivery.state !== "sending" || entry.delivery.state === "unconfirmed");
    const kept = await this.#book.change(key, (there) => (there && mayGo(there) ? null : undefined));
    this.#discarding.delete(key);
    const isKept = kept !== undefined || this.#book.wasRefused(key);
    if (kept && !mayGo(kept)) {
      if (kept.delivery.state === "sent") this.#taken(kept);
      else this.#book.show({ ...entry, delivery: UNCONFIRMED });
      return undefined;
    }
    this.#forget(key, "The message was discarded before it was delivered.");
    this.#pump(entry.sessionKey);
    return isKept ? entry : undefined;
  }

  /** A conversation shows this message, or it is known to show it no more: it is kept here no longer. */
  settle(key: string): void {
    const entry = this.#book.find(key);
    if (!entry) return;
    if (entry.delivery.state === "sending") return void this.#echoed.add(key);
    this.#drop(key);
    this.#resolve(key, { runId: key, status: "in_flight" });
  }

  /**
   * Its conversation was read and does not show this message, which was sent.
   * @returns whether it should have by now; then it is unconfirmed, or forgotten when its run is known to be over
   */
  miss(key: string, isOver: boolean): boolean {
    const entry = this.#book.find(key);
    if (entry?.delivery.state !== "sent") return false;
    if (this.#options.now() - (entry.takenAt ?? 0) < STORING_MS) return false;
    if (isOver) this.#drop(key);
    else this.#book.put({ ...entry, delivery: UNSEEN });
    return true;
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#book.onChange(listener);
  }

  onAccepted(listener: (entry: OutboxEntry, result: ChatSendResult) => void): Unsubscribe {
    return this.#acceptances.add(listener);
  }

  /** Sends nothing any more; what is undelivered stays on the device. Idempotent. */
  close(): void {
    for (const end of this.#ends.splice(0)) end();
    for (const timer of this.#retries.values()) clearTimeout(timer);
    this.#retries.clear();
  }

  async #load(): Promise<void> {
    const { client, now } = this.#options;
    await this.#book.load(now());
    const state = client.getState();
    if (state.state === "ready") this.#ready(state.principal?.id);
  }

  #ready(principal: string | undefined): void {
    this.#principal = principal;
    this.#greetings += 1;
    for (const entry of this.#book.entries) {
      const { delivery } = entry;
      if (!isAtRest(entry) || delivery.state === "failed" || isUnseen(entry) || !this.#isOurs(entry)) continue;
      const old = this.#options.now() - entry.createdAt > MAX_AGE_MS;
      // Not kept like this: what another tab does with it meanwhile is what counts.
      this.#book.show({
        ...entry,
        principal: entry.principal ?? principal,
        delivery: old ? expired(delivery) : { state: "waiting" },
      });
    }
    for (const sessionKey of new Set(this.#book.entries.map((entry) => entry.sessionKey))) this.#pump(sessionKey);
  }

  #isOurs({ principal }: OutboxEntry): boolean {
    return principal === undefined || principal === this.#principal;
  }

  /** A person's message that is told is stored: whoever reads its conversation sees it. */
  #hear(frame: EventFrame): void {
    const { message } = payloadOf(frame, "session.message") ?? {};
    const key = message?.role === "user" ? keyOf(message) : undefined;
    if (key !== undefined) this.settle(key);
  }

  #goneElsewhere(key: string): void {
    const entry = this.#book.find(key);
    if (!entry || this.#discarding.has(key) || entry.delivery.state === "sending") return;
    this.#forget(key, ELSEWHERE);
  }

  /**
   * Sends the next message of a session, unless one is on its way.
   * @param fresh the key of one that was written just now, which no other tab can have touched
   */
  #pump(sessionKey: string, fresh?: string): void {
    if (this.#options.client.getState().state !== "ready") return;
    const lane = this.#book.entries.filter((entry) => entry.sessionKey === sessionKey && this.#isOurs(entry));
    if (lane.some(({ key, delivery }) => delivery.state === "sending" || this.#retries.has(key))) return;
    const next = lane.find(({ key, delivery }) => delivery.state === "waiting" && !this.#discarding.has(key));
    if (next) this.#deliver(next, next.key === fresh);
  }

  async #deliver(entry: OutboxEntry, isFresh: boolean): Promise<void> {
    const greetings = this.#greetings;
    const { sessionKey, text, key, attachments, queueMode, thinking, gateway } = entry;
    const sending: OutboxEntry = { ...entry, delivery: { state: "sending" } };
    if (isFresh) this.#book.put(sending);
    if (isFresh || (await this.#claim(sending))) {
      const params = { sessionKey, message: text, idempotencyKey: key, attachments, queueMode, thinking };
      try {
        const result = await this.#options.client.request("chat.send", params, { gateway, resend: "always" });
        this.#accept(entry, result);
      } catch (error) {
        const known = error instanceof RpcError ? error : new RpcError("INTERNAL", String(error));
        // A new connection came before the answer was given up: it is sent again on it, as all that is unconfirmed is.
        const isLate = UNKNOWN.has(known.code) && greetings !== this.#greetings;
        if (this.#echoed.has(key)) this.#accept(entry, { runId: key, status: "in_flight" });
        else if (isLate) this.#book.put({ ...entry, delivery: { state: "waiting" } });
        else this.#refuse(entry, known);
      }
    }
    this.#pump(sessionKey);
  }

  /** Whether a message is still to be sent. Two tabs that both find it so send it under one key: it is taken once. */
  async #claim(sending: OutboxEntry): Promise<boolean> {
    const { key } = sending;
    this.#book.show(sending);
    const isFree = (kept: OutboxEntry) => kept.delivery.state !== "sent";
    const kept = await this.#book.change(key, (there) => (there && isFree(there) ? sending : undefined));
    if (kept ? isFree(kept) : this.#book.wasRefused(key)) return true;
    if (kept) this.#taken(kept);
    else this.#forget(key, ELSEWHERE);
    return false;
  }

  /** Another tab has sent it. */
  #taken(kept: OutboxEntry): void {
    this.#book.show(kept);
    this.#resolve(kept.key, { runId: kept.key, status: "in_flight" });
  }

  #accept(entry: OutboxEntry, result: ChatSendResult): void {
    // First those who show it: at no moment is it nowhere.
    this.#acceptances.tell(entry, result);
    if (this.#echoed.has(entry.key) || result.status === "ok") this.#drop(entry.key);
    else this.#book.put({ ...entry, takenAt: this.#options.now(), delivery: { state: "sent" } });
    this.#resolve(entry.key, result);
  }

  #refuse(entry: OutboxEntry, error: RpcError): void {
    if (this.#options.client.getState().state === "stopped")
      return this.#book.put({ ...entry, delivery: { state: "waiting" } });
    if (UNKNOWN.has(error.code)) return this.#book.put({ ...entry, delivery: UNCONFIRMED });
    const tries = (this.#tries.get(entry.key) ?? 0) + 1;
    if (LATER.has(error.code) && tries < MAX_AUTOMATIC_TRIES) return this.#later(entry, error, tries);
    this.#book.put({ ...entry, delivery: { state: "failed", code: error.code, message: error.message } });
    this.#waiters.get(entry.key)?.reject(error);
    this.#waiters.delete(entry.key);
  }

  #later(entry: OutboxEntry, { retryAfterMs }: RpcError, tries: number): void {
    this.#tries.set(entry.key, tries);
    this.#book.put({ ...entry, delivery: { state: "waiting" } });
    const wait = retryAfterMs ?? Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** (tries - 1));
    const timer = setTimeout(() => {
      this.#retries.delete(entry.key);
      this.#pump(entry.sessionKey);
    }, wait);
    this.#retries.set(entry.key, timer);
  }

  /** It is not here any more, and whoever waits for it is told why. */
  #forget(key: string, why: string): void {
    this.#clear(key);
    this.#book.forget(key);
    this.#waiters.get(key)?.reject(new RpcError("ABORTED", why));
    this.#waiters.delete(key);
  }

  /** It is not wanted any more, here and on the device. */
  #drop(key: string): void {
    this.#clear(key);
    this.#book.remove(key);
  }

  #clear(key: string): void {
    clearTimeout(this.#retries.get(key));
    this.#retries.delete(key);
    this.#tries.delete(key);
    this.#echoed.delete(key);
  }

  #resolve(key: string, result: ChatSendResult): void {
    this.#waiters.get(key)?.resolve(result);
    this.#waiters.delete(key);
  }
}

const ELSEWHERE = "The message was delivered, or discarded, in another tab.";

const outboxes = new WeakMap<Client, Outbox>();

/** The one outbox of a client. */
export function outboxOf(client: Client): Outbox {
  const known = outboxes.get(client);
  if (known) return known;
  const outbox = new Outbox({ client, storage: openOutboxStorage(), newKey, now: Date.now, onFault: reportFault });
  outboxes.set(client, outbox);
  return outbox;
}

/** It neither is being sent nor was taken. */
function isAtRest({ delivery }: OutboxEntry): boolean {
  return delivery.state !== "sending" && delivery.state !== "sent";
}

/** Nobody sends again by itself what a gateway has taken once, and may have forgotten with its key. */
function isUnseen({ takenAt, delivery }: OutboxEntry): boolean {
  return takenAt !== undefined && delivery.state === "unconfirmed";
}
