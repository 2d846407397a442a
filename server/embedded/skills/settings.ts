import type { SettingsStore } from "../../store/contract.ts";
import type { Secrets } from "../secrets.ts";

const KEY = "skills";
/** Skills whose settings are kept. */
export const MAX_ENTRIES = 1_000;

/** What a person decided about a skill; the key stands with the secrets. */
interface Entry {
  enabled?: boolean;
}

/** Which skills are switched on or off, and their API keys. */
export class SkillSettings {
  readonly #store: SettingsStore;
  readonly #secrets: Secrets;
  readonly #entries: Map<string, Entry>;

  static async open(deps: { store: SettingsStore; secrets: Secrets }): Promise<SkillSettings> {
    return new SkillSettings(deps, entriesOf(await deps.store.get(KEY)));
  }

  private constructor(deps: { store: SettingsStore; secrets: Secrets }, entries: Map<string, Entry>) {
    this.#store = deps.store;
    this.#secrets = deps.secrets;
    this.#entries = entries;
  }

  /** Undefined when nobody decided. */
  enabled(key: string): boolean | undefined {
    return this.#entries.get(key)?.enabled;
  }

  hasKey(key: string): boolean {
    return this.#secrets.get(secretOf(key)) !== undefined;
  }

  /** An empty key is taken away. @throws RpcError STORAGE */
  async update(key: string, change: { enabled?: boolean; apiKey?: string }): Promise<Entry> {
    const { enabled, apiKey } = change;
    if (apiKey) this.#secrets.put(secretOf(key), apiKey);
    else if (apiKey === "") this.#secrets.delete(secretOf(key));
    if (enabled !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, { enabled });
      const [oldest] = this.#entries.keys();
      if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
      await this.#store.put(KEY, Object.fromEntries(this.#entries));
    }
    return { ...this.#entries.get(key) };
  }
}

function secretOf(key: string): string {
  return `skill:${key}`;
}

function entriesOf(kept: unknown): Map<string, Entry> {
  if (typeof kept !== "object" || kept === null) return new Map();
  return new Map(
    Object.entries(kept).flatMap(([key, { enabled }]): [string, Entry][] =>
      typeof enabled === "boolean" ? [[key, { enabled }]] : [],
    ),
  );
}
