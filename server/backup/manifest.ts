import { type Static, Type } from "typebox";

/** The file in an archive that says what it is. */
export const MANIFEST_FILE = "backup.json";

export const BackupManifest = Type.Object({
  /** Grows when older versions could not restore what newer ones write. */
  format: Type.Literal(1),
  /** Of the Mission Control that wrote it. */
  version: Type.String(),
  /** Milliseconds since 1970. */
  createdAt: Type.Number(),
});
export type BackupManifest = Static<typeof BackupManifest>;

/** Of a state folder, what is worth nothing elsewhere: who holds it, and what the process said. */
export const LEFT_OUT: ReadonlySet<string> = new Set(["lock.db", "lock.db-journal", "logs"]);

export const DATABASE_FILE = "mission-control.db";

/** A backup cannot be made or restored: one sentence that says why and what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

/** What the system or a library says is wrong. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? ("code" in error && error.code ? String(error.code) : error.message) : String(error);
}
