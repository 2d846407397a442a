import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "../migrations/all.ts";

/** The database was written by a later version: opening it could harm what this version does not know. */
export class NewerSchemaError extends Error {
  constructor(found: number, known: number) {
    super(
      `The database has schema ${found}, this version of Mission Control knows up to ${known}. ` +
        "Start the version that wrote it, or move the file away to begin with an empty one.",
    );
  }
}

/**
 * Brings the schema to `target` (default: the newest known), up or down, in one transaction: a failing step leaves
 * the database as it was. The transaction takes the write lock first, so two processes that start together take turns.
 *
 * @throws NewerSchemaError
 */
export function migrate(
  db: DatabaseSync,
  migrations: readonly Migration[],
  target: number = migrations.length,
): { from: number; to: number } {
  db.exec("BEGIN IMMEDIATE");
  try {
    const from = appliedVersion(db);
    if (from > migrations.length) throw new NewerSchemaError(from, migrations.length);
    for (const [index, migration] of migrations.entries()) {
      const version = index + 1;
      if (version <= from || version > target) continue;
      db.exec(migration.up);
      db.prepare("INSERT INTO migrations (version, name, appliedAt) VALUES (?, ?, ?)").run(
        version,
        migration.name,
        Date.now(),
      );
    }
    for (let version = from; version > target; version -= 1) {
      db.exec(migrations[version - 1]?.down ?? "");
      db.prepare("DELETE FROM migrations WHERE version = ?").run(version);
    }
    db.exec("COMMIT");
    return { from, to: target };
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** The schema that a database has, 0 when it has none. */
export function appliedVersion(db: DatabaseSync): number {
  db.exec("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, appliedAt INTEGER)");
  const row = db.prepare("SELECT coalesce(max(version), 0) AS version FROM migrations").get();
  return Number(row?.version);
}
