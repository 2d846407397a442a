import { Kysely } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";
import { ThreadDialect } from "./dialect.ts";
import { hitsOf, searchStatement } from "./full-text.ts";
import { SqliteThread } from "./thread.ts";

/** Searches waiting at once; each may take a tenth of a second, and who types has asked anew by then. */
const SEARCHES_PENDING = 64;

/**
 * SQLite in threads of its own: one writes, one reads, and one, started by the first search, searches, so that
 * neither a slow commit nor a search over everything keeps a transcript from being read.
 *
 * @throws RpcError `STORAGE` when the file cannot be opened or is of a later version
 */
export async function openSqlite(options: { file: string; maxBytes?: number }): Promise<SqliteEngine> {
  const writer = await SqliteThread.open({ ...options, mode: "write" });
  try {
    const reader = await SqliteThread.open({ file: options.file, mode: "read" });
    return new SqliteEngine(options.file, writer, reader);
  } catch (error) {
    await writer.close();
    throw error;
  }
}

export class SqliteEngine implements Engine {
  readonly db: Kysely<Schema>;
  readonly read: Engine["read"];
  readonly write: Engine["write"];
  /** Schema versions before and after opening. */
  readonly migrated: { from: number; to: number } | undefined;
  readonly #file: string;
  readonly #writer: SqliteThread;
  readonly #reader: SqliteThread;
  #searcher: Promise<SqliteThread> | undefined;
  #closed: Promise<void> | undefined;

  constructor(file: string, writer: SqliteThread, reader: SqliteThread) {
    this.#file = file;
    this.#writer = writer;
    this.#reader = reader;
    this.migrated = writer.migrated;
    this.read = (statements) => reader.run(statements);
    this.write = (statements) => writer.run(statements);
    this.db = new Kysely<Schema>({ dialect: new ThreadDialect(this) });
  }

  async search(query: Parameters<Engine["search"]>[0]): ReturnType<Engine["search"]> {
    const statement = searchStatement(query);
    if (!statement) return [];
    const searcher = this.#closed ? this.#reader : await this.#startSearcher();
    const [result] = await searcher.run([statement]);
    return hitsOf(result?.rows ?? []);
  }

  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  #startSearcher(): Promise<SqliteThread> {
    const opening = { file: this.#file, mode: "read", pendingLimit: SEARCHES_PENDING } as const;
    this.#searcher ??= SqliteThread.open(opening).catch((error: unknown) => {
      this.#searcher = undefined;
      throw error;
    });
    return this.#searcher;
  }

  async #closeAll(): Promise<void> {
    const searcher = await this.#searcher?.catch(() => undefined);
    // The writer goes last: the last connection to close folds the write-ahead log into the file.
    await Promise.all([this.#reader.close(), searcher?.close()]);
    await this.#writer.close();
  }
}
