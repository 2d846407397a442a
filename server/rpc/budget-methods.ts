import type { GatewayDirectory } from "../gateways/directory.ts";
import { BudgetsListParams, BudgetsSetParams } from "../protocol/schema/usage.ts";
import type { Budget } from "../protocol/usage.ts";
import { type OwnMethod, ownMethod } from "./own-method.ts";

/** The budgets as these methods read and change them. */
export interface BudgetBook {
  list(): readonly Budget[];
  set(gateway: string, change: { daily?: number | null; monthly?: number | null }): Promise<Budget>;
}

/** `budgets.list` and `budgets.set`, of the gateways that the caller may use. */
export function budgetMethods(options: { directory: GatewayDirectory; budgets: BudgetBook }): OwnMethod[] {
  const { directory, budgets } = options;
  return [
    ownMethod("budgets.list", BudgetsListParams, (_params, { principal }) => {
      const seen = new Set(directory.list(principal).map(({ id }) => id));
      return { budgets: budgets.list().filter(({ gateway }) => seen.has(gateway)) };
    }),
    ownMethod("budgets.set", BudgetsSetParams, async ({ gateway, ...change }, { principal }) => {
      const { id } = directory.resolve(principal, gateway);
      return { ok: true, budget: await budgets.set(id, change) };
    }),
  ];
}
