import type { Client } from "@/server/protocol/client.ts";
import type { ClientState } from "@/server/protocol/client-state.ts";
import type { FinishedCall } from "@/server/protocol/observation.ts";

/** How a method's calls went on this page. Times in milliseconds. */
export interface MethodTimings {
  method: string;
  count: number;
  failed: number;
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
}

export interface StateChange {
  /** Counts the changes, from 1. */
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  state: ClientState["state"];
  /** Why, where it is known. */
  reason?: string;
}

export interface PageRecordView {
  /** By name. */
  timings: readonly MethodTimings[];
  /** The newest first. */
  states: readonly StateChange[];
}

/** Calls of a method that its figures are made from. */
const SAMPLES = 200;
/** Names that figures are kept for; more than there are methods, but for somebody who makes them up. */
const MOST_METHODS = 1_000;
const MOST_STATES = 200;

interface Samples {
  count: number;
  failed: number;
  durations: number[];
}

/** How the calls of a page went, and what its connection went through, from the page's beginning. */
export class PageRecord {
  readonly #samples = new Map<string, Samples>();
  readonly #listeners = new Set<() => void>();
  readonly #now: () => number;
  #states: readonly StateChange[] = [];
  #view: PageRecordView | undefined;

  constructor(client: Client, now: () => number = Date.now) {
    this.#now = now;
    client.observation.onCall((call) => this.#add(call));
    client.onState((state) => this.#pass(state));
  }

  readonly view = (): PageRecordView => {
    this.#view ??= { timings: [...this.#samples].map(timingsOf).sort(byMethod), states: this.#states };
    return this.#view;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #add({ method, durationMs, code }: FinishedCall): void {
    const samples = this.#samples.get(method) ?? { count: 0, failed: 0, durations: [] };
    if (samples.count === 0 && this.#samples.size >= MOST_METHODS) return;
    samples.count += 1;
    if (code !== undefined) samples.failed += 1;
    samples.durations.push(durationMs);
    if (samples.durations.length > SAMPLES) samples.durations.shift();
    this.#samples.set(method, samples);
    this.#changed();
  }

  #pass(state: ClientState): void {
    const id = (this.#states[0]?.id ?? 0) + 1;
    const reason = "message" in state ? state.message : undefined;
    const change: StateChange = { id, at: this.#now(), state: state.state, ...(reason && { reason }) };
    this.#states = [change, ...this.#states.slice(0, MOST_STATES - 1)];
    this.#changed();
  }

  #changed(): void {
    this.#view = undefined;
    for (const listener of this.#listeners) listener();
  }
}

const records = new WeakMap<Client, PageRecord>();

/** The one record of a client, begun when it is first asked for. */
export function recordOf(client: Client): PageRecord {
  const record = records.get(client) ?? new PageRecord(client);
  records.set(client, record);
  return record;
}

function timingsOf([method, { count, failed, durations }]: [string, Samples]): MethodTimings {
  const sorted = durations.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { method, count, failed, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: sorted.at(-1) ?? 0 };
}

function byMethod(one: MethodTimings, other: MethodTimings): number {
  return one.method.localeCompare(other.method);
}
