import { readFile } from "node:fs/promises";
import { type FSWatcher, watch } from "chokidar";
import type { Logger } from "pino";
import type { Unsubscribe } from "./gateway.ts";
import { type GatewayResolver, type Provision, provisionOf, sameProvision } from "./resolver.ts";

const NONE: Provision = { state: "none" };
const MALFORMED: Provision = {
  state: "failed",
  reason: "What is written of your gateway cannot be read.",
  fix: "Ask whoever runs this Mission Control to mend your entry in its file of gateways.",
};

type Listener = (provision: Provision) => void;

/**
 * Reads `{"users": {"<user id>": {"state": "ready", "url": "wss://…", "token": "…"}}}` from a JSON file, again whenever it
 * changes. A file that is no JSON changes nothing; who is not in it has no gateway.
 */
export class FileResolver implements GatewayResolver {
  readonly #file: string;
  readonly #logger: Logger;
  readonly #watcher: FSWatcher;
  readonly #listeners = new Map<string, Set<{ tell: Listener }>>();
  readonly #told = new Map<string, Provision>();
  #users: ReadonlyMap<string, Provision> | undefined;
  #reading: Promise<void>;
  #again = false;

  constructor(file: string, logger: Logger) {
    this.#file = file;
    this.#logger = logger;
    this.#watcher = watch(file, { ignoreInitial: true }).on("all", () => this.#reread());
    this.#watcher.on("error", (err) => logger.warn({ err }, "the file of gateways cannot be watched"));
    this.#reading = this.#read();
  }

  watch(userId: string, listener: Listener): Unsubscribe {
    const entry = { tell: listener };
    const all = this.#listeners.get(userId) ?? new Set();
    this.#listeners.set(userId, all.add(entry));
    void this.#reading.then(() => {
      if (all.has(entry)) listener(this.#of(userId));
    });
    return () => {
      all.delete(entry);
      if (all.size > 0 || this.#listeners.get(userId) !== all) return;
      this.#listeners.delete(userId);
      this.#told.delete(userId);
    };
  }

  close(): void {
    this.#listeners.clear();
    void this.#watcher.close();
  }

  /** One reading at a time; a change during one is looked at after it. */
  #reread(): void {
    if (this.#again) return;
    this.#again = true;
    this.#reading = this.#reading.then(() => {
      this.#again = false;
      return this.#read();
    });
  }

  async #read(): Promise<void> {
    try {
      this.#users = usersIn(JSON.parse(await readFile(this.#file, "utf8")));
    } catch (err) {
      this.#logger.warn({ err, file: this.#file }, "the file of gateways cannot be read: what was known of them stays");
      return;
    }
    for (const [userId, listeners] of this.#listeners) {
      const now = this.#of(userId);
      if (sameProvision(this.#told.get(userId), now)) continue;
      this.#told.set(userId, now);
      for (const { tell } of [...listeners]) tell(now);
    }
  }

  #of(userId: string): Provision {
    if (this.#users) return this.#users.get(userId) ?? NONE;
    return {
      state: "failed",
      reason: "It cannot be read which gateway you have.",
      fix: "Ask whoever runs this Mission Control to mend its file of gateways.",
    };
  }
}

/** @throws Error when there are no users in it */
function usersIn(value: unknown): ReadonlyMap<string, Provision> {
  if (typeof value !== "object" || value === null || !("users" in value))
    throw new Error('it must hold {"users": {…}}');
  return new Map(Object.entries(value.users ?? {}).map(([id, entry]) => [id, provisionOf(entry) ?? MALFORMED]));
}
