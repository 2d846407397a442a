import { access, cp, mkdtemp, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as tar from "tar";
import { BackupError, type BackupManifest, DATABASE_FILE, LEFT_OUT, MANIFEST_FILE, reasonOf } from "./manifest.ts";

/**
 * Writes everything that a state folder holds into one archive (tar, gzip, for its owner's eyes alone: keys and tokens
 * are in it), also while a server runs on it: the database as it is at one moment. Logs are left out. The file appears
 * when it is whole.
 *
 * @returns the archive's size in bytes
 * @throws BackupError when there is nothing to back up, the file is there already, or it cannot be written
 */
export async function backUp(options: {
  home: string;
  file: string;
  version: string;
  now?: () => number;
}): Promise<{ bytes: number }> {
  const { home, file, version, now = Date.now } = options;
  const database = join(home, DATABASE_FILE);
  if (!(await exists(database))) {
    throw new BackupError(`There is no Mission Control in ${home} to back up: name its state folder with --home.`);
  }
  if (await exists(file)) throw new BackupError(`${file} is there already: name a file that is not, or remove it.`);
  const staging = await inFolderOf(file);
  try {
    await cp(home, staging, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => isKept(relative(home, path)),
    });
    snapshot(database, join(staging, DATABASE_FILE));
    const manifest: BackupManifest = { format: 1, version, createdAt: now() };
    await writeFile(join(staging, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    const archive = `${staging}.tar.gz`;
    try {
      await tar.create({ gzip: true, portable: true, cwd: staging, file: archive, mode: 0o600 }, ["."]);
      await synced(archive);
      await rename(archive, file);
    } finally {
      await rm(archive, { force: true });
    }
    return { bytes: (await stat(file)).size };
  } catch (error) {
    throw new BackupError(
      `The backup ${file} cannot be written (${reasonOf(error)}): see to the disk, then try again.`,
    );
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The database's own files are not copied: a copy of a file that is written to is worth nothing. */
function isKept(path: string): boolean {
  const [top = ""] = path.split(sep);
  return !LEFT_OUT.has(top) && !top.startsWith(DATABASE_FILE);
}

function snapshot(from: string, to: string): void {
  const db = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    db.prepare("VACUUM INTO ?").run(to);
  } finally {
    db.close();
  }
}

async function inFolderOf(file: string): Promise<string> {
  try {
    return await mkdtemp(join(dirname(file), ".mission-control-backup-"));
  } catch (error) {
    throw new BackupError(`${dirname(file)} cannot be written to (${reasonOf(error)}): name another file.`);
  }
}

async function synced(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
