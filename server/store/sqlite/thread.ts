import { Worker } from "node:worker_threads";
import { RpcError } from "../../protocol/errors.ts";
import type { Result, Statement } from "../engine.ts";
import { errorOf } from "./faults.ts";
import type { FromThread, Job, Reply, ThreadOptions, ToThread } from "./thread-messages.ts";

interface Pending {
  resolve: (results: Result[]) => void;
  reject: (error: RpcError) => void;
}

type State = { name: "open" } | { name: "closing"; done: Promise<void> } | { name: "ended"; error: RpcError };

/** More calls than this waiting for one thread means that the disk does not keep up: further ones are refused. */
const PENDING_LIMIT = 10_000;

/** This thread's end of a database thread. */
export class SqliteThread {
  readonly #worker: Worker;
  readonly #limit: number;
  readonly #pending = new Map<number, Pending>();
  readonly #exited: Promise<void>;
  #outbox: Job[] = [];
  #lastId = 0;
  #state: State = { name: "open" };
  /** Versions before and after, when opening changed the schema. */
  migrated: { from: number; to: number } | undefined;

  /** @throws RpcError `STORAGE` when the database cannot be opened */
  static async open(options: ThreadOptions & { pendingLimit?: number }): Promise<SqliteThread> {
    const { pendingLimit = PENDING_LIMIT, ...workerData } = options;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData, execArgv: [] });
    const thread = new SqliteThread(worker, pendingLimit);
    await thread.#ready();
    return thread;
  }

  private constructor(worker: Worker, limit: number) {
    this.#worker = worker;
    this.#limit = limit;
    this.#exited = new Promise((resolve) => worker.once("exit", () => resolve()));
    worker.on("error", (error) => this.#end(crash(error instanceof Error ? error : new Error(String(error)))));
    worker.on("exit", (code) => this.#end(crash(new Error(`its thread exited with code ${code}`))));
  }

  /**
   * Runs the statements as one job.
   * @throws RpcError
   */
  run(statements: readonly Statement[]): Promise<Result[]> {
    if (this.#state.name === "closing") return Promise.reject(closedError());
    if (this.#state.name === "ended") return Promise.reject(this.#state.error);
    if (this.#pending.size >= this.#limit) return Promise.reject(behindError(this.#limit));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      // What one turn of the event loop asks for crosses to the thread in one message.
      if (this.#outbox.push({ id, statements }) === 1) queueMicrotask(() => this.#flush());
    });
  }

  /** Finishes what is pending, then ends the thread. Idempotent. */
  close(): Promise<void> {
    if (this.#state.name === "ended") return this.#exited;
    if (this.#state.name === "closing") return this.#state.done;
    this.#flush();
    this.#post({ kind: "close" });
    this.#state = { name: "closing", done: this.#exited };
    return this.#exited;
  }

  /** Ends the thread at once, as a crash would. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.set(0, { resolve: () => resolve(), reject });
      this.#worker.on("message", (message: FromThread) => this.#receive(message));
    });
  }

  #receive(message: FromThread): void {
    switch (message.kind) {
      case "ready":
        this.migrated = message.migrated;
        return this.#settle({ id: 0, results: [] });
      case "refused":
        return this.#settle({ id: 0, fault: message.fault });
      case "done":
        for (const reply of message.replies) this.#settle(reply);
    }
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ("fault" in reply) pending?.reject(errorOf(reply.fault));
    else pending?.resolve(reply.results);
  }

  #flush(): void {
    if (this.#outbox.length === 0) return;
    const jobs = this.#outbox;
    this.#outbox = [];
    this.#post({ kind: "jobs", jobs });
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #end(error: RpcError): void {
    if (this.#state.name === "ended") return;
    this.#state = { name: "ended", error: this.#state.name === "closing" ? closedError() : error };
    for (const pending of this.#pending.values()) pending.reject(this.#state.error);
    this.#pending.clear();
    this.#outbox = [];
  }
}

function crash(error: Error): RpcError {
  return new RpcError(
    "STORAGE",
    `The database stopped: ${error.message}. Calls that were waiting may or may not be stored; restart Mission Control.`,
    { retryable: false, cause: error },
  );
}

function closedError(): RpcError {
  return new RpcError("UNAVAILABLE", "The store is closed because Mission Control is shutting down.");
}

function behindError(limit: number): RpcError {
  return new RpcError("RATE_LIMITED", `The store is behind: ${limit} calls are waiting for the disk. Try again soon.`, {
    retryAfterMs: 1_000,
  });
}
