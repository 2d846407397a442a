import { Compile } from "typebox/compile";
import { RpcError } from "../../protocol/errors.ts";
import type { LogEntry, LogsSearchResult } from "../../protocol/logs.ts";
import type { ParamsOf } from "../../protocol/methods.ts";
import { LogsSearchParams } from "../../protocol/schema/logs.ts";
import { logLineOf } from "./log-lines.ts";
import { isObject } from "./rows.ts";
import type { Request } from "./session-feed.ts";

/** Keeps lines and looks through them. */
export interface LogBook {
  /** Takes a line of JSON with `level`, `time`, `source` and `msg`. */
  push(line: string): void;
  search(params: ParamsOf<"logs.search">): Promise<LogsSearchResult>;
  onEntry(listener: (entry: LogEntry) => void): () => void;
}

/** How often the log is read on: at once after news, ever more seldom without. Milliseconds. */
const POLL = { firstMs: 1_000, factor: 1.5, mostMs: 10_000 };
const FIRST_LINES = 5_000;
const FIRST_BYTES = 1_000_000;

/**
 * The log of a gateway that can only be read on, made searchable: what was read is kept, searched and told as it comes.
 * Nothing is read before somebody asks for the log, nor while the gateway rests.
 */
export class LogTail {
  readonly #book: LogBook;
  readonly #request: Request;
  readonly #onEntry: (entry: LogEntry) => void;
  #cursor: number | undefined;
  #reading: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #delay = POLL.firstMs;

  constructor(options: { book: LogBook; request: Request; onEntry: (entry: LogEntry) => void }) {
    this.#book = options.book;
    this.#request = options.request;
    this.#onEntry = options.onEntry;
  }

  /** Looks through what was read so far, after reading on; `searched` says how many lines that were. @throws RpcError INVALID_REQUEST */
  async search(asked: unknown): Promise<LogsSearchResult> {
    const params = asked ?? {};
    if (!isSearch(params)) throw new RpcError("INVALID_REQUEST", "logs.search: the params do not fit its schema.");
    await this.#read();
    this.#follow();
    return this.#book.search(params);
  }

  /** Reads no more until the next search. Idempotent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #follow(): void {
    this.#timer ??= setTimeout(async () => {
      try {
        await this.#read();
        if (this.#timer === undefined) return;
        this.#timer = undefined;
        this.#follow();
      } catch {
        // The connection is gone: whoever wants the log asks for it again when it is back.
        this.#timer = undefined;
      }
    }, this.#delay).unref();
  }

  /** Reads on from the cursor; a second call joins the first. */
  #read(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOn(): Promise<void> {
    const from = this.#cursor;
    const answer = await this.#request("logs.tail", {
      limit: FIRST_LINES,
      maxBytes: FIRST_BYTES,
      ...(from !== undefined && { cursor: from }),
    });
    if (!isObject(answer) || typeof answer.cursor !== "number" || !Array.isArray(answer.lines)) return;
    this.#cursor = answer.cursor;
    const lines = answer.lines.flatMap((line) => (typeof line === "string" ? (logLineOf(line) ?? []) : []));
    for (const line of lines) this.#book.push(line);
    // What stood there before is no news.
    if (from === undefined) this.#book.onEntry(this.#onEntry);
    this.#delay = lines.length > 0 ? POLL.firstMs : Math.min(POLL.mostMs, this.#delay * POLL.factor);
  }
}

const searchParams = Compile(LogsSearchParams);

function isSearch(params: unknown): params is ParamsOf<"logs.search"> {
  return searchParams.Check(params);
}
