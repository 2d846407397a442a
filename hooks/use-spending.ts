"use client";

import { useMemo } from "react";
import { type Spending, spendingOf } from "./spending.ts";
import { useGateways } from "./use-gateways.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { useToday } from "./use-today.ts";
import { useUsage } from "./use-usage.ts";

const NO_PARAMS = {};

export interface SpendingView {
  /** The gateway that is asked. */
  gateway: string | undefined;
  daily: number | undefined;
  monthly: number | undefined;
  /** One for each budget that is set, the day's first. */
  spending: readonly Spending[];
  isLoading: boolean;
}

const NONE: readonly Spending[] = [];

/** How much of the budgets of the gateway in use is spent. Nothing is asked of it while there are none, nor until it is `wanted`. */
export function useSpending({ wanted = true } = {}): SpendingView {
  const { current } = useGateways();
  const gateway = current?.id;
  const { data, isLoading } = useSnapshot("budgets.list", wanted ? NO_PARAMS : null, {
    everyGateway: true,
    reduce: (before, { event }) => (event === "budgets.changed" ? "reread" : before),
  });
  const budget = data?.budgets.find((each) => each.gateway === gateway);
  const today = useToday();
  const { usage } = useUsage({
    dates: { startDate: `${today.slice(0, 8)}01`, endDate: today },
    isWanted: budget !== undefined,
  });
  const spending = useMemo(() => (budget && usage ? spendingOf(budget, usage, today) : NONE), [budget, usage, today]);
  return { gateway, daily: budget?.daily, monthly: budget?.monthly, spending, isLoading };
}
