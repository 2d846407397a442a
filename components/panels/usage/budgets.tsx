import { Pencil } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { money } from "@/components/ui/format.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Meter } from "@/components/ui/meter.tsx";
import { Section } from "@/components/ui/page.tsx";
import { NEAR, type Spending } from "@/hooks/spending.ts";
import { useMay } from "@/hooks/use-may.ts";
import { useSpending } from "@/hooks/use-spending.ts";

const BudgetForm = lazy(() => import("./budget-form.tsx"));

const NAMES: Record<Spending["period"], string> = { day: "Today", month: "This month" };

/** What may be spent, and how much of it is. */
export function Budgets() {
  const view = useSpending();
  const mayEdit = useMay("operator.admin");
  const [editing, setEditing] = useState(false);
  const { gateway, daily, monthly, spending, isLoading } = view;
  const hasNone = daily === undefined && monthly === undefined;
  return (
    <Section
      title="Budgets"
      actions={
        mayEdit && !hasNone && <IconButton label="Edit the budgets" icon={Pencil} onClick={() => setEditing(true)} />
      }
    >
      {hasNone ? (
        <div className="grid justify-items-start gap-2 px-3 py-3 text-muted text-sm">
          <p>
            {isLoading
              ? "Reading …"
              : mayEdit
                ? "Set what may be spent in a day or a month, and be told before it is used up. Nothing is stopped by it."
                : "None is set. An admin of this Mission Control can set one."}
          </p>
          {mayEdit && !isLoading && <Button onClick={() => setEditing(true)}>Set a budget</Button>}
        </div>
      ) : (
        <ul className="divide-y">
          {spending.map((each) => (
            <BudgetLine key={each.period} spending={each} />
          ))}
        </ul>
      )}
      {editing && gateway !== undefined && (
        <Suspense>
          <BudgetForm gateway={gateway} daily={daily} monthly={monthly} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </Section>
  );
}

function BudgetLine({ spending: { period, spent, budget, level, unpriced } }: { spending: Spending }) {
  const percent = Math.round((100 * spent) / budget);
  return (
    <li className="grid gap-1.5 px-3 py-2.5 text-sm">
      <p className="flex items-baseline justify-between gap-3">
        <span>{NAMES[period]}</span>
        <span className={level === "over" ? "text-bad" : level === "near" ? "text-warn" : "text-muted"}>
          {percent} %{level === "over" && ", used up"}
        </span>
      </p>
      <Meter
        value={spent / budget}
        label={`${NAMES[period]}: ${percent} % of the budget`}
        warnAt={NEAR}
        badAt={1}
        className="w-full"
      />
      <p className="text-muted text-xs">
        {money(spent)} of {money(budget)}
        {unpriced > 0 && `, without ${unpriced} unpriced`}
      </p>
    </li>
  );
}
