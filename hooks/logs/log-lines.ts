import type { Client } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { payloadOf } from "../event-payload.ts";
import { concerns } from "../use-snapshot.ts";
import { EntryQueue } from "./entry-queue.ts";

export const MAX_LINES = 100_000;
const NEWEST = 2_000;
const OLDER = 5_000;

/** The newest lines of a gateway's log, up to 100,000: live at one end, and read back at the other when wanted. */
export class LogLines {
  readonly #client: Client;
  readonly #gateway: string | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #ends: Unsubscribe[];
  #lines = new EntryQueue();
  #early: LogEntry[] = [];
  #state: "loading" | "ready" | "failed" = "loading";
  #reloads = false;
  #complete = false;
  #older: Promise<void> | undefined;
  #error: RpcError | undefined;
  #closed = false;

  constructor(client: Client, gateway: string | undefined) {
    this.#client = client;
    this.#gateway = gateway;
    this.#ends = [
      client.onEvent((frame) => {
        if (!concerns(client, gateway, frame.gateway)) return;
        const entry = payloadOf(frame, "log_entry");
        if (entry) this.#hear(entry);
      }),
      client.onReset((reset) => concerns(client, gateway, reset.gateway) && this.#loadNewest()),
      client.onState(({ state }) => state === "ready" && this.#state === "failed" && this.#loadNewest()),
    ];
    this.#loadNewest();
  }

  /** Oldest first, and changed in place; another queue once everything was read anew. */
  get lines(): EntryQueue {
    return this.#lines;
  }

  get isLoading(): boolean {
    return this.#state === "loading" && this.#lines.length === 0;
  }

  get isLoadingOlder(): boolean {
    return this.#older !== undefined;
  }

  /** Nothing older can be loaded. */
  get isComplete(): boolean {
    return this.#complete;
  }

  get error(): RpcError | undefined {
    return this.#error;
  }

  /** Hears that lines came or went, or that it is loading, complete or failed. */
  onChange(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Reads the page before the oldest line; a second call joins the first. */
  loadOlder(): Promise<void> {
    if (this.#complete || this.#closed || this.#state !== "ready") return Promise.resolve();
    this.#older ??= this.#readOlder().finally(() => {
      this.#older = undefined;
      this.#tell();
    });
    this.#tell();
    return this.#older;
  }

  /** Reads the newest lines again, after that failed. */
  retry(): void {
    if (this.#state === "failed") void this.#loadNewest();
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    for (const end of this.#ends.splice(0)) end();
  }

  #hear(entry: LogEntry): void {
    if (this.#state === "ready") return this.#append([entry]);
    // What comes before the first page is put behind it.
    if (this.#early.push(entry) > MAX_LINES) this.#early.shift();
  }

  async #loadNewest(): Promise<void> {
    if (this.#closed) return;
    if (this.#state === "loading" && this.#reloads) return;
    this.#reloads = true;
    this.#state = "loading";
    this.#tell();
    try {
      const { entries, truncated } = await this.#search({ limit: NEWEST });
      this.#adopt(entries, truncated);
      this.#state = "ready";
      this.#error = undefined;
      this.#append(this.#early.splice(0));
    } catch (error) {
      this.#state = "failed";
      this.#error = asRpcError(error);
    }
    this.#reloads = false;
    this.#tell();
  }

  /** Joins a newest page to what is there, when it follows on it; else it stands for itself. */
  #adopt(entries: readonly LogEntry[], more: boolean): void {
    const last = this.#lines.last?.cursor;
    const follows =
      last !== undefined && (entries[0]?.cursor ?? 0) <= last + 1 && (entries.at(-1)?.cursor ?? 0) >= last;
    if (follows) return this.#append(entries);
    this.#lines = new EntryQueue();
    this.#complete = !more;
    this.#append(entries);
  }

  async #readOlder(): Promise<void> {
    const { first: oldest } = this.#lines;
    if (!oldest) {
      this.#complete = true;
      return;
    }
    try {
      const { entries } = await this.#search({ to: oldest.time, limit: OLDER });
      // Read anew meanwhile: this page is of the past.
      if (this.#lines.first !== oldest) return;
      const older = entries.filter(({ cursor }) => cursor < oldest.cursor);
      const fresh = older.slice(Math.max(0, older.length - (MAX_LINES - this.#lines.length)));
      this.#lines.prepend(fresh);
      this.#complete = fresh.length === 0 || this.#lines.length >= MAX_LINES || entries.length < OLDER;
    } catch (error) {
      this.#error = asRpcError(error);
      this.#complete = true;
    }
  }

  #search(params: { to?: number; limit: number }) {
    return this.#client.request("logs.search", params, { gateway: this.#gateway });
  }

  #append(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      if (entry.cursor <= (this.#lines.last?.cursor ?? -1)) continue;
      this.#lines.push(entry);
      if (this.#lines.length > MAX_LINES) this.#lines.shift();
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** How long lines are kept after the last one who looked at them. */
const KEPT_MS = 30_000;

interface Shared {
  lines: LogLines;
  users: number;
  closing: ReturnType<typeof setTimeout> | undefined;
}

const shared = new WeakMap<Client, Map<string, Shared>>();

/** The one buffer of a gateway's log, for as long as somebody holds it. */
export function holdLogLines(client: Client, gateway: string | undefined): { lines: LogLines; release: () => void } {
  const known = shared.get(client) ?? new Map<string, Shared>();
  shared.set(client, known);
  const id = gateway ?? "";
  const held = known.get(id) ?? { lines: new LogLines(client, gateway), users: 0, closing: undefined };
  known.set(id, held);
  clearTimeout(held.closing);
  held.users += 1;
  let holding = true;
  const release = () => {
    if (!holding) return;
    holding = false;
    held.users -= 1;
    if (held.users > 0) return;
    held.closing = setTimeout(() => {
      held.lines.close();
      known.delete(id);
    }, KEPT_MS);
  };
  return { lines: held.lines, release };
}

function asRpcError(error: unknown): RpcError {
  return error instanceof RpcError ? error : new RpcError("INTERNAL", String(error), { cause: error });
}
