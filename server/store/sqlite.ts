import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Logger } from "pino";
import { accessStore } from "./access.ts";
import { agentStore } from "./agents.ts";
import { bindingStore } from "./bindings.ts";
import { authStore } from "./browser-sessions.ts";
import { circleStore } from "./circles.ts";
import type { Store } from "./contract.ts";
import { cronStore } from "./cron.ts";
import { messageStore } from "./messages.ts";
import { runStore } from "./runs.ts";
import { sessionStore } from "./sessions.ts";
import { settingsStore } from "./settings.ts";
import { openSqlite } from "./sqlite/engine.ts";
import { fileErrorOf } from "./sqlite/faults.ts";
import { usageStore } from "./usage.ts";

export interface StoreOptions {
  /** Made when missing, as is its folder: both for this user only. */
  file: string;
  /** The file grows no further than this; then writes reject with `STORAGE`. Default: as far as the disk goes. */
  maxBytes?: number;
  logger?: Pick<Logger, "info">;
}

/**
 * Opens the store, bringing its schema up to date.
 *
 * @throws RpcError `STORAGE` when the file cannot be opened, or a later version of Mission Control wrote it
 */
export async function openStore({ file, maxBytes, logger }: StoreOptions): Promise<Store> {
  makePrivate(file);
  const engine = await openSqlite({ file, maxBytes });
  const { migrated } = engine;
  if (migrated && migrated.from !== migrated.to) logger?.info({ source: "store", file, ...migrated }, "schema changed");
  return {
    agents: agentStore(engine),
    bindings: bindingStore(engine),
    sessions: sessionStore(engine),
    messages: messageStore(engine),
    runs: runStore(engine),
    usage: usageStore(engine),
    cron: cronStore(engine),
    circles: circleStore(engine),
    auth: authStore(engine),
    access: accessStore(engine),
    settings: settingsStore(engine),
    close: () => engine.close(),
  };
}

/** SQLite gives the files that it puts beside the database the rights of the database. */
function makePrivate(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
  } catch (error) {
    throw fileErrorOf(file, error);
  }
}
