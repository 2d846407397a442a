import { useEffect } from "react";
import { money } from "@/components/ui/format.ts";
import { toast } from "@/components/ui/toast.ts";
import type { Spending } from "@/hooks/spending.ts";
import { useAtRest } from "@/hooks/use-at-rest.ts";
import { useSpending } from "@/hooks/use-spending.ts";
import { isNews } from "./budget-news.ts";

const WORDS: Record<Spending["period"], string> = { day: "Today's budget", month: "This month's budget" };

/** Tells in the corner when a budget is nearly, and when it is used up: each once in this browser. */
export function BudgetWatch() {
  const { gateway, spending } = useSpending({ wanted: useAtRest() });
  useEffect(() => {
    if (gateway === undefined) return;
    for (const each of spending) if (isNews(gateway, each)) tell(each);
  }, [gateway, spending]);
  return null;
}

function tell({ period, spent, budget, level }: Spending): void {
  const detail = `${money(spent)} of ${money(budget)} is spent.`;
  if (level === "over") toast(`${WORDS[period]} is used up`, { tone: "bad", detail });
  else toast(`${WORDS[period]} is nearly used up`, { detail });
}
