import { RpcError } from "../../protocol/errors.ts";
import { NewerSchemaError } from "./migrate.ts";
import type { Fault } from "./thread-messages.ts";

/** SQLite's primary result codes that speak of the storage, with what to do about each. */
const STORAGE_FAULTS: ReadonlyMap<number, { why: string; retryable: boolean }> = new Map([
  [5, { why: "another process keeps the database locked; stop it and try again", retryable: true }],
  [6, { why: "another connection keeps a table locked; try again", retryable: true }],
  [8, { why: "the database or its folder is read-only; make them writable by this user", retryable: true }],
  [
    10,
    {
      why: "the disk failed to read or write; check it, its free space, and that its files may be written",
      retryable: true,
    },
  ],
  [11, { why: "the database file is damaged; stop Mission Control and restore a backup", retryable: false }],
  [13, { why: "the disk is full, or the database has reached its limit; free some space", retryable: true }],
  [14, { why: "the database file cannot be opened; check its path and permissions", retryable: true }],
  [26, { why: "the file is no SQLite database; move it away to begin with an empty one", retryable: false }],
]);

/** Extended result codes of constraints. */
const CONSTRAINT_FOREIGN_KEY = 787;
const CONSTRAINT_NOT_NULL = 1299;
const CONSTRAINT_PRIMARY_KEY = 1555;
const CONSTRAINT_UNIQUE = 2067;

/** What of an error crosses to the other thread. */
export function faultOf(error: unknown): Fault {
  if (error instanceof NewerSchemaError) return { message: error.message, newerSchema: true };
  const message = error instanceof Error ? error.message : String(error);
  const errcode = error instanceof Error && "errcode" in error ? Number(error.errcode) : undefined;
  return { message, errcode };
}

/** The error that a caller of the store sees. */
export function errorOf({ message, errcode, newerSchema }: Fault): RpcError {
  if (newerSchema) return new RpcError("STORAGE", message, { retryable: false });
  const cause = new Error(message);
  if (errcode === CONSTRAINT_FOREIGN_KEY) {
    return new RpcError("NOT_FOUND", "There is no such session: it must be stored before its messages and runs.", {
      cause,
    });
  }
  if (errcode === CONSTRAINT_PRIMARY_KEY || errcode === CONSTRAINT_UNIQUE) {
    return new RpcError("CONFLICT", "Something with this id is stored already. Nothing was changed.", { cause });
  }
  if (errcode === CONSTRAINT_NOT_NULL) {
    return new RpcError("INVALID_REQUEST", "A required field cannot be cleared. Nothing was changed.", { cause });
  }
  const storage = errcode === undefined ? undefined : STORAGE_FAULTS.get(errcode & 0xff);
  if (!storage) return new RpcError("INTERNAL", `The database refused a statement: ${message}`, { cause });
  return new RpcError("STORAGE", `Nothing was stored: ${storage.why} (${message}).`, {
    retryable: storage.retryable,
    cause,
  });
}

/** The same for a file that cannot be made before SQLite sees it. */
export function fileErrorOf(file: string, error: unknown): RpcError {
  const message = error instanceof Error ? error.message : String(error);
  return new RpcError("STORAGE", `The database ${file} cannot be opened: ${message}. Check the path and its rights.`, {
    cause: error,
  });
}
