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

interface Listening {
  readonly tell: Listener;
  told: Provision | undefined;
}

/**
 * Reads `{"users": {"<user id>": {"state": "ready", "url": "wss://…", "token": "…"}}}` from a JSON file, again whenever it
 * changes. A file that is no JSON changes nothing; who is not in it has no gateway.
 */
export class FileResolver implements GatewayResolver {
  readonly #file: string;
  readonly #logger: Logger;
  readonly #watcher: FSWatcher;
  readonly #listeners = new Map<string, Set<Listening>>();
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
    const entry: Listening = { tell: listener, told: undefined };
    const all = this.#listeners.get(userId) ?? new Set<Listening>();
    this.#listeners.set(userId, all.add(entry));
    void this.#reading.then(() => {
      if (all.has(entry)) say(entry, this.#of(userId));
    });
    return () => {
      all.delete(entry);
      if (all.size === 0 && this.#listeners.get(userId) === all) this.#listeners.delete(userId);
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
      for (const entry of [...listeners]) say(entry, this.#of(userId));
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

function say(listening: Listening, now: Provision): void {
  if (sameProvision(listening.told, now)) return;
  listening.told = now;
  listening.tell(now);
}

/** @throws Error when there are no users in it */
function usersIn(value: unknown): ReadonlyMap<string, Provision> {
  if (typeof value !== "object" || value === null || !("users" in value))
    throw new Error('it must hold {"users": {…}}');
  return new Map(Object.entries(value.users ?? {}).map(([id, entry]) => [id, provisionOf(entry) ?? MALFORMED]));
}
