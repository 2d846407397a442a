import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Result, Statement } from "../engine.ts";
import type { Migration } from "../migrations/all.ts";
import { faultOf } from "./faults.ts";
import { migrate } from "./migrate.ts";
import type { Job, Reply, ThreadOptions } from "./thread-messages.ts";

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
}

/** How long jobs may go on joining a commit: the first one waits for its answer meanwhile. */
const GROUP_MS = 20;
const BUSY_TIMEOUT_MS = 5_000;
/** 16 MiB between two checkpoints, each of which syncs the database file too. */
const CHECKPOINT_PAGES = 4_096;
const CACHE_KIB = 16_384;
const WAL_KEPT_BYTES = 64 * 1024 * 1024;
const STATEMENTS_KEPT = 200;

/** One connection to the file, and the statements it has prepared. */
export class Connection {
  readonly #db: DatabaseSync;
  readonly #mode: ThreadOptions["mode"];
  readonly #statements = new Map<string, Prepared>();

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
      if (needsSnapshot) this.#command("BEGIN");
      const reply = this.#run(job);
      if (needsSnapshot) this.#command("COMMIT");
      return reply;
    } catch (error) {
      this.#rollback();
      return { id: job.id, fault: faultOf(error) };
    }
  }

  /**
   * Runs a job, and those that arrive while it does, as one commit: they share its sync to disk. Each job is all or
   * nothing by itself: when one of them fails, all are rolled back and run anew, each in a transaction of its own.
   * (A savepoint around each would make the full-text index write out what it has gathered, each time.)
   */
  commitGroup(first: Job, more: { next(): Job | undefined }): Reply[] {
    const group: Job[] = [];
    const until = performance.now() + GROUP_MS;
    try {
      this.#command("BEGIN IMMEDIATE");
      const replies: Reply[] = [];
      for (let job: Job | undefined = first; job; job = performance.now() < until ? more.next() : undefined) {
        group.push(job);
        replies.push(this.#run(job));
      }
      this.#command("COMMIT");
      return replies;
    } catch (error) {
      this.#rollback();
      if (group.length > 1) return group.flatMap((job) => this.commitGroup(job, { next: () => undefined }));
      return [{ id: first.id, fault: faultOf(error) }];
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
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA cache_size = -${CACHE_KIB};
      PRAGMA journal_size_limit = ${WAL_KEPT_BYTES};
    `);
    if (maxBytes === undefined) return;
    const pageSize = Number(this.#db.prepare("PRAGMA page_size").get()?.page_size);
    this.#db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageSize))}`);
  }

  #run(job: Job): Reply {
    return { id: job.id, results: job.statements.map((statement) => this.#execute(statement)) };
  }

  #execute({ sql, runs }: Statement): Result {
    const { statement, returnsRows } = this.#prepared(sql);
    const result: Result = { rows: [], changes: 0 };
    for (const values of runs) {
      if (returnsRows) {
        for (const row of statement.all(...values)) result.rows.push(rowOf(row));
        result.changes = result.rows.length;
      } else {
        result.changes += Number(statement.run(...values).changes);
      }
    }
    return result;
  }

  #command(sql: string): void {
    this.#prepared(sql).statement.run();
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= STATEMENTS_KEPT) this.#statements.clear();
    const statement = this.#db.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #rollback(): void {
    if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
  }
}

/** Big integers and blobs are in no column of ours. */
function rowOf(row: object): Result["rows"][number] {
  return row as Result["rows"][number];
}
