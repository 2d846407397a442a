import type { ChatSendResult } from "@/server/protocol/chat.ts";
import type { Client, Unsubscribe } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";
import { reportFault } from "../browser-client.ts";
import { newKey } from "../socket-client.ts";
import type { Delivery } from "./items.ts";
import { type OutboxStorage, openOutboxStorage } from "./outbox-storage.ts";

type ChatSendParams = ParamsOf<"chat.send">;

/** How to send, beside the words. */
export interface SendOptions {
  attachments?: ChatSendParams["attachments"];
  /** What to do when a run is going on. Default followup. */
  queueMode?: ChatSendParams["queueMode"];
  /** How much the model thinks before it answers: one of its levels. */
  thinking?: string;
  /** Default: the caller's default one. */
  gateway?: string;
}

/** A message that the server is not known to have. */
export interface OutboxEntry extends SendOptions {
  /** Its idempotency key, which becomes the runId. */
  key: string;
  sessionKey: string;
  text: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Whose words they are: nobody else's session on this device sends them. Undefined until a server said. */
  principal: string | undefined;
  delivery: Exclude<Delivery, { state: "sent" }>;
}

export interface OutboxOptions {
  client: Client;
  storage: OutboxStorage;
  newKey: () => string;
  now: () => number;
  onFault: (error: unknown) => void;
}

export const MAX_ENTRIES = 200;
/** Nobody wants to see words of yesterday go out by themselves. */
export const MAX_AGE_MS = 24 * 60 * 60_000;
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
 * Messages on their way. Each is kept with its key until the server has it: offline it waits, lost it is sent again
 * under the same key, which the server takes once only. Those of one session go out in order, one at a time.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #waiters = new Map<string, Deferred>();
  readonly #tries = new Map<string, number>();
  readonly #retries = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  readonly #acceptances = new Set<(entry: OutboxEntry, result: ChatSendResult) => void>();
  readonly #stopStates: Unsubscribe;
  #entries: readonly OutboxEntry[] = [];
  #principal: string | undefined;
  /** Connections so far. */
  #greetings = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#stopStates = options.client.onState((state) => {
      if (state.state === "ready") this.#ready(state.principal?.id);
    });
    this.#load();
  }

  /** In the order of writing; a new array at each change. */
  get entries(): readonly OutboxEntry[] {
    return this.#entries;
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
    if (this.#entries.length >= MAX_ENTRIES) {
      const message = `${MAX_ENTRIES} messages are not delivered yet. Discard some, or wait until the connection is back.`;
      throw new RpcError("RATE_LIMITED", message);
    }
    const { newKey, now } = this.#options;
    const key = newKey();
    const accepted = new Promise<ChatSendResult>((resolve, reject) => this.#waiters.set(key, { resolve, reject }));
    // The entry itself shows a refusal: whoever does not look at the promise has missed nothing.
    accepted.catch(() => {});
    const delivery = { state: "waiting" } as const;
    this.#put({ ...options, key, sessionKey, text, createdAt: now(), principal: this.#principal, delivery });
    this.#pump(sessionKey);
    return { key, accepted };
  }

  /** Sends a failed or unconfirmed message again, under its key. */
  retry(key: string): void {
    const entry = this.#find(key);
    if (!entry || entry.delivery.state === "sending") return;
    this.#tries.delete(key);
    this.#put({ ...entry, createdAt: this.#options.now(), delivery: { state: "waiting" } });
    this.#pump(entry.sessionKey);
  }

  /** Forgets a message that is not being sent, and gives it back. */
  discard(key: string): OutboxEntry | undefined {
    const entry = this.#find(key);
    if (!entry || entry.delivery.state === "sending") return undefined;
    this.#remove(key);
    this.#waiters.get(key)?.reject(new RpcError("ABORTED", "The message was discarded before it was delivered."));
    this.#waiters.delete(key);
    return entry;
  }

  onChange(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onAccepted(listener: (entry: OutboxEntry, result: ChatSendResult) => void): Unsubscribe {
    this.#acceptances.add(listener);
    return () => void this.#acceptances.delete(listener);
  }

  /** Sends nothing any more; what is undelivered stays on the device. Idempotent. */
  close(): void {
    this.#stopStates();
    for (const timer of this.#retries.values()) clearTimeout(timer);
    this.#retries.clear();
  }

  async #load(): Promise<void> {
    const { storage, onFault, client } = this.#options;
    try {
      const kept = await storage.all();
      const known = new Set(this.#entries.map(({ key }) => key));
      const found = kept.filter(({ key }) => !known.has(key)).map((entry) => this.#woken(entry));
      this.#entries = [...found, ...this.#entries].toSorted((a, b) => a.createdAt - b.createdAt).slice(-MAX_ENTRIES);
      this.#changed();
    } catch (error) {
      onFault(error);
    }
    const state = client.getState();
    if (state.state === "ready") this.#ready(state.principal?.id);
  }

  /** What an earlier page left behind. */
  #woken(entry: OutboxEntry): OutboxEntry {
    if (this.#options.now() - entry.createdAt > MAX_AGE_MS) return { ...entry, delivery: expired(entry) };
    return entry.delivery.state === "sending" ? { ...entry, delivery: unconfirmed } : entry;
  }

  #ready(principal: string | undefined): void {
    this.#principal = principal;
    this.#greetings += 1;
    for (const entry of this.#entries) {
      const { delivery } = entry;
      if (delivery.state === "sending" || delivery.state === "failed" || !this.#isOurs(entry)) continue;
      const old = this.#options.now() - entry.createdAt > MAX_AGE_MS;
      this.#put({
        ...entry,
        principal: entry.principal ?? principal,
        delivery: old ? expired(entry) : { state: "waiting" },
      });
    }
    for (const sessionKey of new Set(this.#entries.map((entry) => entry.sessionKey))) this.#pump(sessionKey);
  }

  #isOurs({ principal }: OutboxEntry): boolean {
    return principal === undefined || principal === this.#principal;
  }

  /** Sends the next message of a session, unless one is on its way. */
  #pump(sessionKey: string): void {
    if (this.#options.client.getState().state !== "ready") return;
    const lane = this.#entries.filter((entry) => entry.sessionKey === sessionKey && this.#isOurs(entry));
    if (lane.some(({ key, delivery }) => delivery.state === "sending" || this.#retries.has(key))) return;
    const next = lane.find(({ delivery }) => delivery.state === "waiting");
    if (next) this.#deliver(next);
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    this.#put({ ...entry, delivery: { state: "sending" } });
    const greetings = this.#greetings;
    const { sessionKey, text, key, attachments, queueMode, thinking, gateway } = entry;
    const params = { sessionKey, message: text, idempotencyKey: key, attachments, queueMode, thinking };
    try {
      const result = await this.#options.client.request("chat.send", params, { gateway, resend: "always" });
      this.#accept(entry, result);
    } catch (error) {
      const known = error instanceof RpcError ? error : new RpcError("INTERNAL", String(error));
      // A new connection came before the answer was given up: it is sent again on it, as all that is unconfirmed is.
      const isLate = UNKNOWN.has(known.code) && greetings !== this.#greetings;
      if (isLate) this.#put({ ...entry, delivery: { state: "waiting" } });
      else this.#refuse(entry, known);
    }
    this.#pump(sessionKey);
  }

  #accept(entry: OutboxEntry, result: ChatSendResult): void {
    this.#remove(entry.key);
    for (const listener of this.#acceptances) {
      try {
        listener(entry, result);
      } catch (error) {
        this.#options.onFault(error);
      }
    }
    this.#waiters.get(entry.key)?.resolve(result);
    this.#waiters.delete(entry.key);
  }

  #refuse(entry: OutboxEntry, error: RpcError): void {
    if (this.#options.client.getState().state === "stopped")
      return this.#put({ ...entry, delivery: { state: "waiting" } });
    if (UNKNOWN.has(error.code)) return this.#put({ ...entry, delivery: unconfirmed });
    const tries = (this.#tries.get(entry.key) ?? 0) + 1;
    if (LATER.has(error.code) && tries < MAX_AUTOMATIC_TRIES) return this.#later(entry, error, tries);
    this.#put({ ...entry, delivery: { state: "failed", code: error.code, message: error.message } });
    this.#waiters.get(entry.key)?.reject(error);
    this.#waiters.delete(entry.key);
  }

  #later(entry: OutboxEntry, { retryAfterMs }: RpcError, tries: number): void {
    this.#tries.set(entry.key, tries);
    this.#put({ ...entry, delivery: { state: "waiting" } });
    const wait = retryAfterMs ?? Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** (tries - 1));
    const timer = setTimeout(() => {
      this.#retries.delete(entry.key);
      this.#pump(entry.sessionKey);
    }, wait);
    this.#retries.set(entry.key, timer);
  }

  #find(key: string): OutboxEntry | undefined {
    return this.#entries.find((entry) => entry.key === key);
  }

  #put(entry: OutboxEntry): void {
    const there = this.#find(entry.key);
    this.#entries = there ? this.#entries.map((each) => (each === there ? entry : each)) : [...this.#entries, entry];
    this.#options.storage.put(entry).catch(this.#options.onFault);
    this.#changed();
  }

  #remove(key: string): void {
    clearTimeout(this.#retries.get(key));
    this.#retries.delete(key);
    this.#tries.delete(key);
    this.#entries = this.#entries.filter((entry) => entry.key !== key);
    this.#options.storage.delete(key).catch(this.#options.onFault);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#options.onFault(error);
      }
    }
  }
}

const outboxes = new WeakMap<Client, Outbox>();

/** The one outbox of a client. */
export function outboxOf(client: Client): Outbox {
  const known = outboxes.get(client);
  if (known) return known;
  const outbox = new Outbox({ client, storage: openOutboxStorage(), newKey, now: Date.now, onFault: reportFault });
  outboxes.set(client, outbox);
  return outbox;
}

const unconfirmed = {
  state: "unconfirmed",
  message: "Delivery unconfirmed: no answer came. Sending it again is safe, it is taken once only.",
} as const;

function expired({ delivery }: OutboxEntry): OutboxEntry["delivery"] {
  if (delivery.state === "sending" || delivery.state === "unconfirmed") return unconfirmed;
  if (delivery.state === "failed") return delivery;
  return { state: "failed", code: "TIMEOUT", message: "It could not be sent for a day. Send it again, or discard it." };
}
