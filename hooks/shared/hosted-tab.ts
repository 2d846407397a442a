import { chattySession, type EventScope, wants } from "@/server/protocol/chatter.ts";
import type { Client } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import type { Clock } from "@/server/protocol/requests.ts";
import { type Locks, whenReleased } from "./life-lock.ts";
import { Mailbox } from "./mailbox.ts";
import type { Batch, Said, Signal, Told } from "./messages.ts";

export interface HostedTabOptions {
  port: MessagePort;
  client: Client;
  clock: Clock;
  locks: Locks;
  onSignal: (signal: Signal) => void;
  /** What it wants has changed. */
  onScope: () => void;
  /** The tab has left, or is not there any more. Called once, unless it was closed from here. */
  onGone: (tab: HostedTab) => void;
}

/** One tab, as the worker sees it: what it asks, and what it is told. */
export class HostedTab {
  readonly #options: HostedTabOptions;
  readonly #mailbox: Mailbox;
  readonly #asked = new Map<number, AbortController>();
  #isOnline = true;
  #scope: EventScope = new Set();
  #stopWatching: Unsubscribe | undefined;
  #stopWaiting = () => {};
  #closed = false;

  constructor(options: HostedTabOptions) {
    const { port, clock } = options;
    this.#options = options;
    this.#mailbox = new Mailbox((batch: Batch) => port.postMessage(batch), clock);
    port.onmessage = ({ data }: MessageEvent<Said>) => this.#hear(data);
  }

  /** What its browser last said of the network. */
  get isOnline(): boolean {
    return this.#isOnline;
  }

  /** Whose chatty events it wants. */
  get scope(): EventScope {
    return this.#scope;
  }

  tell(told: Told): void {
    if (told.type === "event" && !this.#wants(told.event)) return;
    this.#mailbox.tell(told);
  }

  /** Withdraws what it waits for. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopWaiting();
    this.#stopWatching?.();
    this.#mailbox.close();
    for (const asked of this.#asked.values()) asked.abort();
    this.#asked.clear();
    this.#options.port.close();
  }

  #hear(said: Said): void {
    if (this.#closed) return;
    const { client, locks, onSignal } = this.#options;
    switch (said.type) {
      case "alive":
        this.#stopWaiting = whenReleased(locks, said.lock, () => this.#leave());
        return;
      case "connect":
        return client.connect();
      case "ask":
        return void this.#ask(said);
      case "withdraw":
        return this.#asked.get(said.id)?.abort();
      case "signal":
        if (said.signal !== "visible") this.#isOnline = said.signal === "online";
        return onSignal(said.signal);
      case "scope":
        this.#scope = said.scope;
        return this.#options.onScope();
      case "watch":
        return this.#watch(said.isWatching);
      case "taken":
        return this.#mailbox.taken(said.count);
      case "leave":
        return this.#leave();
    }
  }

  async #ask({ id, method, params, gateway, timeoutMs, resend }: Extract<Said, { type: "ask" }>): Promise<void> {
    const withdrawal = new AbortController();
    this.#asked.set(id, withdrawal);
    try {
      const { signal } = withdrawal;
      const payload = await this.#options.client.request(method, params, { gateway, signal, timeoutMs, resend });
      this.tell({ type: "answer", id, ok: true, payload });
    } catch (error) {
      const known = error instanceof RpcError ? error : new RpcError("INTERNAL", String(error));
      this.tell({ type: "answer", id, ok: false, error: known.toShape() });
    } finally {
      this.#asked.delete(id);
    }
  }

  #wants({ event, payload }: EventFrame): boolean {
    return this.#scope === "all" || wants(this.#scope, chattySession(event, payload));
  }

  #watch(isWatching: boolean): void {
    this.#stopWatching?.();
    this.#stopWatching = isWatching
      ? this.#options.client.observation.onFrame((frame) => this.tell({ type: "frame", frame }))
      : undefined;
  }

  #leave(): void {
    if (this.#closed) return;
    this.close();
    this.#options.onGone(this);
  }
}
