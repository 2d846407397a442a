import type { Client, ParamsFor, ResultFor } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import { type Reduce, readLive } from "../use-snapshot.ts";

/** What is known of one gateway's answer. */
export interface FleetRead<Data> {
  data: Data | undefined;
  error: RpcError | undefined;
  isReading: boolean;
}

export interface FleetReadsOptions<M extends string> {
  client: Client;
  method: M;
  params: ParamsFor<M>;
  reduce: Reduce<ResultFor<M>>;
}

/** Milliseconds before a failed reading is tried again; after the last one the gateway's next change starts anew. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 16_000];
/** Events that ask for reading again within this long are answered by one request. */
const COALESCE_MS = 150;
const NOTHING: FleetRead<never> = { data: undefined, error: undefined, isReading: false };

interface Source<Data> extends FleetRead<Data> {
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * One method's answers from any number of gateways, each read and kept live on its own: one that hangs or fails says so
 * in its own entry and holds up no other.
 */
export class FleetReads<M extends string> {
  readonly #options: FleetReadsOptions<M>;
  readonly #sources = new Map<string, Source<ResultFor<M>>>();
  readonly #listeners = new Set<() => void>();
  readonly #ends: Unsubscribe[];
  #snapshot: ReadonlyMap<string, FleetRead<ResultFor<M>>> = new Map();
  #asked: ReadonlySet<string> = new Set();
  #closed = false;

  constructor(options: FleetReadsOptions<M>) {
    const { client } = options;
    this.#options = options;
    this.#ends = [
      client.onEvent((event) => {
        const source = this.#sources.get(event.gateway);
        // While it is read the reading itself applies what happens.
        if (source?.data === undefined || source.isReading) return;
        const after = options.reduce(source.data, event);
        if (after === "reread") this.#readAfter(event.gateway, COALESCE_MS);
        else if (after !== source.data) this.#set(event.gateway, { data: after });
      }),
      client.onReset(({ gateway }) => this.#readAfter(gateway, 0)),
    ];
  }

  /** The same map as long as nothing changed. */
  get snapshot(): ReadonlyMap<string, FleetRead<ResultFor<M>>> {
    return this.#snapshot;
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The gateways that can be asked now. New ones are read; of one that has gone for a while the last answer stays. */
  setReady(ready: ReadonlySet<string>, known: ReadonlySet<string>): void {
    for (const [id, { timer }] of this.#sources) {
      if (ready.has(id)) continue;
      clearTimeout(timer);
      if (known.has(id)) this.#set(id, { timer: undefined, failures: 0 });
      else this.#sources.delete(id);
    }
    for (const id of ready) if (!this.#asked.has(id)) void this.#read(id);
    this.#asked = ready;
    this.#publish();
  }

  /** Reads all of them again. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#asked].map((id) => this.#read(id)));
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    for (const end of this.#ends.splice(0)) end();
    for (const { timer } of this.#sources.values()) clearTimeout(timer);
    this.#sources.clear();
    this.#listeners.clear();
  }

  #readAfter(id: string, ms: number): void {
    const source = this.#sources.get(id);
    if (!source || source.timer !== undefined || !this.#asked.has(id)) return;
    source.timer = setTimeout(() => {
      source.timer = undefined;
      void this.#read(id);
    }, ms);
  }

  async #read(id: string): Promise<void> {
    const { client, method, params, reduce } = this.#options;
    this.#set(id, { isReading: true });
    try {
      const onOvertaken = () => this.#readAfter(id, COALESCE_MS);
      const data = await readLive(client, { method, params, gateway: id, source: id, reduce, onOvertaken });
      this.#set(id, { data, error: undefined, isReading: false, failures: 0 });
    } catch (caught) {
      const error = caught instanceof RpcError ? caught : new RpcError("INTERNAL", String(caught), { cause: caught });
      const failures = this.#sources.get(id)?.failures ?? 0;
      this.#set(id, { error, isReading: false, failures: failures + 1 });
      const wait = error.retryable ? RETRY_MS[failures] : undefined;
      if (wait !== undefined) this.#readAfter(id, wait);
    }
  }

  #set(id: string, change: Partial<Source<ResultFor<M>>>): void {
    if (this.#closed) return;
    const before = this.#sources.get(id) ?? { ...NOTHING, failures: 0, timer: undefined };
    this.#sources.set(id, Object.assign(before, change));
    this.#publish();
  }

  #publish(): void {
    this.#snapshot = new Map(
      [...this.#sources].map(([id, { data, error, isReading }]) => [id, { data, error, isReading }]),
    );
    for (const listener of this.#listeners) listener();
  }
}
