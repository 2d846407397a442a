import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Result, Statement } from "../engine.ts";
import type { Migration } from "../migrations/all.ts";
import { faultOf } from "./faults.ts";
import { migrate } from "./migrate.ts";
import type { Job, Reply, ThreadOptions } from "./thread-messages.ts";

/** How long jobs may go on joining a commit: the first one waits for its answer meanwhile. */
const GROUP_MS = 20;
const BUSY_TIMEOUT_MS = 5_000;
const WAL_KEPT_BYTES = 64 * 1024 * 1024;
const STATEMENTS_KEPT = 200;

/** One connection to the file, and the statements it has prepared. */
export class Connection {
  readonly #db: DatabaseSync;
  readonly #mode: ThreadOptions["mode"];
  readonly #statements = new Map<string, StatementSync>();

  constructor({ file, mode, maxBytes }: ThreadOptions) {
    this.#mode = mode;
    this.#db = new DatabaseSync(file, { readOnly: mode === "read", timeout: BUSY_TIMEOUT_MS });
    // SQLite's own lower() knows ASCII only; a search for "ärger" must find "Ärger".
    this.#db.function("lower", { deterministic: true }, (text) =>
      typeof text === "string" ? text.toLowerCase() : text,
    );
    this.#db.exec("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
    if (mode === "write") this.#prepareForWriting(maxBytes);
  }

  migrate(migrations: readonly Migration[]): { from: number; to: number } {
    return migrate(this.#db, migrations);
  }

  /** Runs a job's statements on one snapshot. */
  read(job: Job): Reply {
    const needsSnapshot = job.statements.length > 1;
    try {
      if (needsSnapshot) this.#db.exec("BEGIN");
      const results = job.statements.map((statement) => this.#run(statement));
      if (needsSnapshot) this.#db.exec("COMMIT");
      return { id: job.id, results };
    } catch (error) {
      this.#rollback();
      return { id: job.id, fault: faultOf(error) };
    }
  }

  /**
   * Runs a job, and those that arrive while it does, as one commit: they share its sync to disk. Each job is all or
   * nothing by itself; when the commit fails, all of them do.
   */
  commitGroup(first: Job, more: { next(): Job | undefined }): Reply[] {
    const replies: Reply[] = [];
    const until = performance.now() + GROUP_MS;
    let job: Job | undefined = first;
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      while (job) {
        replies.push(this.#write(job));
        job = performance.now() < until ? more.next() : undefined;
      }
      this.#db.exec("COMMIT");
      return replies;
    } catch (error) {
      this.#rollback();
      const ids = new Set([...replies.map((reply) => reply.id), ...(job ? [job.id] : [])]);
      return [...ids].map((id) => ({ id, fault: faultOf(error) }));
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.#mode === "write") this.#db.exec("PRAGMA optimize");
    this.#db.close();
  }

  #prepareForWriting(maxBytes: number | undefined): void {
    // FULL, not NORMAL: in WAL mode NORMAL syncs at checkpoints only, so a power cut would take back messages whose
    // append has resolved. A sync each commit is what that promise costs; the group commit shares it.
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA journal_size_limit = ${WAL_KEPT_BYTES};
    `);
    if (maxBytes === undefined) return;
    const pageSize = Number(this.#db.prepare("PRAGMA page_size").get()?.page_size);
    this.#db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageSize))}`);
  }

  /** @throws what broke the whole transaction; what broke only the job is in the reply. */
  #write(job: Job): Reply {
    this.#db.exec("SAVEPOINT job");
    try {
      const results = job.statements.map((statement) => this.#run(statement));
      this.#db.exec("RELEASE job");
      return { id: job.id, results };
    } catch (error) {
      // A full disk can make SQLite roll back everything: then nobody of this group is stored.
      if (!this.#db.isTransaction) throw error;
      this.#db.exec("ROLLBACK TO job; RELEASE job");
      return { id: job.id, fault: faultOf(error) };
    }
  }

  #run({ sql, runs }: Statement): Result {
    const statement = this.#prepared(sql);
    const result: Result = { rows: [], changes: 0 };
    const returnsRows = statement.columns().length > 0;
    for (const values of runs) {
      if (returnsRows) {
        const rows = statement.all(...values) as Result["rows"];
        result.rows = result.rows.length === 0 ? rows : result.rows.concat(rows);
        result.changes = result.rows.length;
      } else {
        result.changes += Number(statement.run(...values).changes);
      }
    }
    return result;
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= STATEMENTS_KEPT) this.#statements.clear();
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #rollback(): void {
    if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
  }
}
