import type { Unsubscribe } from "./gateway.ts";
import { type GatewayResolver, type Provision, provisionOf, sameProvision } from "./resolver.ts";

export interface HttpResolverOptions {
  /** Asked as `GET <url>?user=<id>`; answers `{"state": "ready" | "none" | "starting" | "failed", …}`, 404 is `none`. */
  url: string;
  /** Sent as `Authorization: Bearer`. */
  token: string | undefined;
  /** Until an answer must have come, in milliseconds. Default 5,000. */
  timeoutMs?: number;
  /** Runs a task later; returns what cancels it. */
  after?: (ms: number, task: () => void) => () => void;
  fetch?: typeof fetch;
}

type Listener = (provision: Provision) => void;

interface Watch {
  readonly userId: string;
  readonly listeners: Set<{ tell: Listener }>;
  readonly ended: AbortController;
  last: Provision | undefined;
  /** Answers in a row that were not `ready`. */
  waits: number;
  cancel: () => void;
}

const TIMEOUT_MS = 5_000;
const MOST_ANSWER_BYTES = 64 * 1024;
/** A starting gateway is asked for after one second, two, four …, never later than this. */
const STARTING_MS = { first: 1_000, most: 10_000 } as const;
/** How often a settled answer is asked for again: a gateway may move, or be given. */
const SETTLED_MS = 30_000;

/**
 * Asks an address which gateway a person has, for as long as somebody watches: one question a person, whoever asks.
 * An answer that fails does not take a gateway away that was there.
 */
export class HttpResolver implements GatewayResolver {
  readonly #options: HttpResolverOptions;
  readonly #after: NonNullable<HttpResolverOptions["after"]>;
  readonly #watches = new Map<string, Watch>();

  constructor(options: HttpResolverOptions) {
    this.#options = options;
    this.#after = options.after ?? later;
  }

  /** How many people are asked for; those whom nobody watches any more are forgotten. */
  get size(): number {
    return this.#watches.size;
  }

  watch(userId: string, listener: Listener): Unsubscribe {
    const watch = this.#watches.get(userId) ?? this.#begin(userId);
    const entry = { tell: listener };
    watch.listeners.add(entry);
    if (watch.last) listener(watch.last);
    return () => {
      watch.listeners.delete(entry);
      if (watch.listeners.size === 0) this.#end(watch);
    };
  }

  close(): void {
    for (const watch of [...this.#watches.values()]) this.#end(watch);
  }

  #begin(userId: string): Watch {
    const watch: Watch = {
      userId,
      listeners: new Set(),
      ended: new AbortController(),
      last: undefined,
      waits: 0,
      cancel: () => {},
    };
    this.#watches.set(userId, watch);
    void this.#ask(watch);
    return watch;
  }

  #end(watch: Watch): void {
    watch.cancel();
    watch.ended.abort();
    if (this.#watches.get(watch.userId) === watch) this.#watches.delete(watch.userId);
  }

  async #ask(watch: Watch): Promise<void> {
    const answer = await this.#answerFor(watch).catch((error: unknown): Provision => failure(error));
    if (watch.ended.signal.aborted) return;
    const isLost = answer.state === "failed" && watch.last?.state === "ready";
    if (!isLost && !sameProvision(watch.last, answer)) {
      if (watch.last?.state !== answer.state) watch.waits = 0;
      watch.last = answer;
      for (const { tell } of [...watch.listeners]) tell(answer);
    }
    watch.waits += 1;
    const isSettled = answer.state === "ready" || answer.state === "none";
    const wait = Math.min(STARTING_MS.most, STARTING_MS.first * 2 ** Math.min(10, watch.waits - 1));
    watch.cancel = this.#after(isSettled ? SETTLED_MS : wait, () => void this.#ask(watch));
  }

  async #answerFor({ userId, ended }: Watch): Promise<Provision> {
    const { url, token, timeoutMs = TIMEOUT_MS, fetch: ask = fetch } = this.#options;
    const address = new URL(url);
    address.searchParams.set("user", userId);
    const response = await ask(address, {
      headers: { accept: "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      redirect: "error",
      signal: AbortSignal.any([ended.signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (response.status === 404) return { state: "none" };
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const provision = provisionOf(JSON.parse(await boundedText(response)));
    if (!provision) throw new Error("its answer says nothing of a gateway");
    return provision;
  }
}

function failure(error: unknown): Provision {
  const why = error instanceof Error && error.name === "TimeoutError" ? "it did not answer in time" : wordsOf(error);
  return {
    state: "failed",
    reason: `It could not be asked which gateway you have: ${why}.`,
    fix: "It is asked again by itself. If this stays, tell whoever runs this Mission Control.",
  };
}

/** Own words pass; what the network says may name addresses that are nobody's business. */
function wordsOf(error: unknown): string {
  return error instanceof Error && /^its? (answer|answered) /.test(error.message)
    ? error.message
    : "it cannot be reached";
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_ANSWER_BYTES) throw new Error("its answer is too long");
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function later(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
