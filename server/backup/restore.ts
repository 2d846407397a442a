import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as tar from "tar";
import { Value } from "typebox/value";
import { openHome } from "../home.ts";
import { MIGRATIONS } from "../store/migrations/all.ts";
import { appliedVersion, NewerSchemaError } from "../store/sqlite/migrate.ts";
import { BackupError, BackupManifest, DATABASE_FILE, MANIFEST_FILE, reasonOf } from "./manifest.ts";

/**
 * Makes a state folder of a backup: all of it, or nothing is changed. The archive is looked at before anything is
 * touched. A folder that holds something is put aside, never removed, and only with `force`.
 *
 * @returns when and by which version the backup was made, and where the former folder is now
 * @throws BackupError when the archive is damaged or of a later version, or the folder holds something
 * @throws HomeError when a Mission Control runs on the folder
 */
export async function restore(options: {
  home: string;
  file: string;
  force: boolean;
  now?: () => number;
}): Promise<BackupManifest & { aside?: string }> {
  const { home, file, force, now = Date.now } = options;
  await mkdir(dirname(home), { recursive: true });
  const staging = await mkdtemp(join(dirname(home), `.${basename(home)}-restoring-`));
  try {
    const manifest = await unpack(file, staging);
    checkDatabase(join(staging, DATABASE_FILE), file);
    await rm(join(staging, MANIFEST_FILE));
    const aside = await makeRoom(home, `${home}.before-restore-${now()}`, force);
    await rename(staging, home);
    return { ...manifest, ...(aside && { aside }) };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function unpack(file: string, into: string): Promise<BackupManifest> {
  let manifest: unknown;
  try {
    await tar.extract({ file, cwd: into, strict: true, preserveOwner: false });
    manifest = JSON.parse(await readFile(join(into, MANIFEST_FILE), "utf8"));
  } catch (error) {
    throw new BackupError(`${file} is no whole backup of Mission Control (${reasonOf(error)}): give another one.`);
  }
  if (Value.Check(BackupManifest, manifest)) return manifest;
  throw new BackupError(`${file} was written by a later version of Mission Control: restore it with that one.`);
}

function checkDatabase(database: string, file: string): void {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(database);
    const [row] = db.prepare("PRAGMA integrity_check").all();
    if (row?.integrity_check !== "ok") throw new Error(String(row?.integrity_check));
    const found = appliedVersion(db);
    if (found > MIGRATIONS.length) throw new NewerSchemaError(found, MIGRATIONS.length);
  } catch (error) {
    if (error instanceof NewerSchemaError) throw new BackupError(`${file}: ${error.message}`);
    throw new BackupError(`The database in ${file} is damaged (${reasonOf(error)}): give another backup.`);
  } finally {
    db?.close();
  }
}

/** Where the former folder went; undefined when there was none, or an empty one. */
async function makeRoom(home: string, aside: string, force: boolean): Promise<string | undefined> {
  const found = await readdir(home).catch(() => []);
  if (found.length === 0) {
    await rm(home, { recursive: true, force: true });
    return undefined;
  }
  const held = await openHome(home);
  held.release();
  if (!force) {
    throw new BackupError(`${home} holds something: --force puts it aside, or name another folder with --home.`);
  }
  await rename(home, aside);
  return aside;
}
