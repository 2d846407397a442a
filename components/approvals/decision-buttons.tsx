import { Check, CheckCheck, type LucideIcon, X } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { WaitingApproval } from "@/hooks/use-approvals.ts";
import type { ApprovalDecision } from "@/server/protocol/approvals.ts";
import { useDecision } from "./use-decision.ts";

interface Choice {
  decision: ApprovalDecision;
  label: string;
  key: string;
  icon: LucideIcon;
}

/** What can be said to what waits, and its key in the list. */
export const CHOICES: readonly Choice[] = [
  { decision: "allow-once", label: "Allow once", key: "a", icon: Check },
  { decision: "allow-always", label: "Always allow", key: "A", icon: CheckCheck },
  { decision: "deny", label: "Deny", key: "d", icon: X },
];

/** The choices that it leaves. No can always be said. */
export function choicesOf({ request: { allowedDecisions } }: WaitingApproval): readonly Choice[] {
  if (!allowedDecisions || allowedDecisions.length === 0) return CHOICES;
  return CHOICES.filter(({ decision }) => decision === "deny" || allowedDecisions.includes(decision));
}

/** Allow once, always, deny. `keys` shows the keys that do the same. */
export function DecisionButtons({ approval, keys }: { approval: WaitingApproval; keys?: boolean }) {
  const { pending, decide } = useDecision();
  return (
    <div className="flex flex-wrap gap-2">
      {choicesOf(approval).map(({ decision, label, key, icon: Icon }) => (
        <Button
          key={decision}
          variant={decision === "allow-once" ? "primary" : "secondary"}
          busy={pending.get(approval.id) === decision}
          disabled={pending.has(approval.id)}
          onClick={() => decide(approval, decision)}
          className="max-sm:h-11 max-sm:flex-1"
        >
          <Icon aria-hidden className={decision === "deny" ? "text-bad" : undefined} /> {label}
          {keys && (
            <span aria-hidden className="max-md:hidden">
              <Kbd keys={key} />
            </span>
          )}
        </Button>
      ))}
    </div>
  );
}
