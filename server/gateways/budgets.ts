import { RpcError } from "../protocol/errors.ts";
import type { Budget } from "../protocol/usage.ts";
import type { SettingsStore } from "../store/contract.ts";

export const MAX_BUDGETS = 200;
const KEY = "budgets";

/** What may be spent on each gateway. They are Mission Control's own, because no gateway keeps any. */
export class Budgets {
  readonly #store: SettingsStore;
  readonly #listeners = new Set<(gateway: string) => void>();
  #budgets: readonly Budget[];
  /** Changes are written one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  static async open(store: SettingsStore): Promise<Budgets> {
    return new Budgets(store, budgetsOf(await store.get(KEY)));
  }

  private constructor(store: SettingsStore, budgets: readonly Budget[]) {
    this.#store = store;
    this.#budgets = budgets;
  }

  list(): readonly Budget[] {
    return this.#budgets;
  }

  /** Null takes a bound away, what is left out stays. @throws RpcError RATE_LIMITED past {@link MAX_BUDGETS}, STORAGE */
  set(gateway: string, change: { daily?: number | null; monthly?: number | null }): Promise<Budget> {
    const writing = this.#writing.then(async () => {
      const { daily, monthly } = { ...this.#budgets.find((each) => each.gateway === gateway), ...change };
      const budget: Budget = { gateway, ...(daily && { daily }), ...(monthly && { monthly }) };
      const others = this.#budgets.filter((each) => each.gateway !== gateway);
      const budgets = daily || monthly ? [...others, budget] : others;
      if (budgets.length > MAX_BUDGETS) {
        throw new RpcError("RATE_LIMITED", `There are ${MAX_BUDGETS} budgets, the most there can be.`, {
          retryable: false,
        });
      }
      await this.#store.put(KEY, budgets);
      this.#budgets = budgets;
      for (const listener of this.#listeners) listener(gateway);
      return budget;
    });
    this.#writing = writing.catch(() => {});
    return writing;
  }

  onChange(listener: (gateway: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** Written by {@link Budgets} alone. */
function budgetsOf(value: unknown): readonly Budget[] {
  return Array.isArray(value) ? (value as Budget[]) : [];
}
