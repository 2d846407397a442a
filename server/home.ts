import { accessSync, constants } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The state folder, held by this process alone. */
export interface Home {
  readonly dir: string;
  readonly databaseFile: string;
  readonly tokenFile: string;
  readonly logsDir: string;
  readonly uploadsDir: string;
  /** Lets another process have it. Idempotent. */
  release(): void;
}

/** The folder cannot be used: one sentence that says why and what to do. */
export class HomeError extends Error {
  override readonly name = "HomeError";
}

/**
 * Makes the folder (0700) when it is missing and locks it against a second process.
 * The lock is SQLite's, which the system gives back when a process dies in whatever way.
 * @throws HomeError
 */
export async function openHome(dir: string): Promise<Home> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await chmod(dir, 0o700);
  } catch (error) {
    throw new HomeError(
      `The state folder ${dir} cannot be made or written (${codeOf(error)}): make it writable, or name another with --home.`,
    );
  }
  const lock = holdLock(dir);
  return {
    dir,
    databaseFile: join(dir, "mission-control.db"),
    tokenFile: join(dir, "token"),
    logsDir: join(dir, "logs"),
    uploadsDir: join(dir, "uploads"),
    release: () => {
      if (lock.isOpen) lock.close();
    },
  };
}

function holdLock(dir: string): DatabaseSync {
  const file = join(dir, "lock.db");
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    // A file that may only be read is locked by nobody, though SQLite says it is.
    accessSync(file, constants.W_OK);
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new HomeError(
        `Another Mission Control uses the state folder ${dir}: stop it, or name another folder with --home.`,
      );
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new HomeError(
      `The state folder ${dir} cannot be written (${why}): make it writable, or name another with --home.`,
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
