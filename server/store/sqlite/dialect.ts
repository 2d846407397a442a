import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { type Result, type Statement, sqlValueOf } from "../engine.ts";

/** Where compiled statements go. */
export interface Route {
  read(statements: readonly Statement[]): Promise<Result[]>;
  write(statements: readonly Statement[]): Promise<Result[]>;
}

/** Kysely over database threads: each statement goes there compiled, selects to the reader, all else to the writer. */
export class ThreadDialect implements Dialect {
  readonly #route: Route;

  constructor(route: Route) {
    this.#route = route;
  }

  createDriver(): Driver {
    return new ThreadDriver(this.#route);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

class ThreadDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(route: Route) {
    this.#connection = new ThreadConnection(route);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    throw new Error("A transaction held open would keep every other writer waiting: give its statements to write().");
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

class ThreadConnection implements DatabaseConnection {
  readonly #route: Route;

  constructor(route: Route) {
    this.#route = route;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = { sql: query.sql, runs: [query.parameters.map(sqlValueOf)] };
    const reads = query.query.kind === "SelectQueryNode";
    const [result] = await (reads ? this.#route.read([statement]) : this.#route.write([statement]));
    return { rows: rowsOf<R>(result), numAffectedRows: BigInt(result?.changes ?? 0) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("Streaming would hold a snapshot open: read in pages.");
  }
}

/** Kysely has typed the query that these rows answer. */
function rowsOf<R>(result: Result | undefined): R[] {
  return (result?.rows ?? []) as R[];
}
