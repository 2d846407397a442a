import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";

/** Sets, changes and takes away what may be spent on a gateway. */
export default function BudgetForm({
  gateway,
  daily,
  monthly,
  onClose,
}: {
  gateway: string;
  daily: number | undefined;
  monthly: number | undefined;
  onClose: () => void;
}) {
  const formId = useId();
  const { trigger, isMutating, error } = useGatewayRpcMutation("budgets.set");
  const [day, setDay] = useState(daily === undefined ? "" : String(daily));
  const [month, setMonth] = useState(monthly === undefined ? "" : String(monthly));
  const problems = { day: problemOf(day), month: problemOf(month) };
  const isUsable = !problems.day && !problems.month;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isUsable) return;
    // What went wrong stands in the dialog, which stays open.
    trigger({ gateway, daily: dollarsOf(day), monthly: dollarsOf(month) }).then(onClose, () => undefined);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Budgets"
      description="You are told at 80 and at 100 percent. Agents are not stopped."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={isMutating} disabled={!isUsable}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4 py-2 sm:grid-cols-2">
        <DollarField label="A day, in US dollars" text={day} problem={problems.day} onText={setDay} />
        <DollarField label="A month, in US dollars" text={month} problem={problems.month} onText={setMonth} />
        {error && (
          <Callout tone="bad" className="sm:col-span-2">
            {error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}

function DollarField({
  label,
  text,
  problem,
  onText,
}: {
  label: string;
  text: string;
  problem: string | undefined;
  onText: (text: string) => void;
}) {
  return (
    <Field label={label} hint="Empty for none." error={problem}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  );
}

function problemOf(text: string): string | undefined {
  const dollars = Number(text.trim().replace(",", "."));
  const isFine = text.trim() === "" || (dollars > 0 && dollars <= 1e9);
  return isFine ? undefined : "Write an amount above 0, such as 25.";
}

function dollarsOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text.trim().replace(",", "."));
}
