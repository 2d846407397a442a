import { useMemo } from "react";
import { Select } from "@/components/ui/field.tsx";
import { useModels } from "@/hooks/use-models.ts";
import { useStatus } from "@/hooks/use-status.ts";
import type { ModelChoice } from "@/server/protocol/system.ts";

/** Stands for the model that the gateway gives to whoever names none. */
export const DEFAULT_MODEL = "";

const WHY_NOT: Record<NonNullable<ModelChoice["unavailableReason"]>, string> = {
  "missing-auth": "no key",
  "auth-failed": "key refused",
  cooldown: "resting after errors",
};

/** All models by provider. One that cannot be used now is shown with its reason. */
export function ModelSelect({
  value,
  onChange,
  ...control
}: {
  value: string;
  onChange: (model: string) => void;
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}) {
  const { models } = useModels();
  const { status } = useStatus();
  const byProvider = useMemo(() => Map.groupBy(models, ({ provider }) => provider), [models]);
  const isUnlisted = value !== DEFAULT_MODEL && models.every(({ id }) => id !== value);

  return (
    <Select {...control} className="w-full" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value={DEFAULT_MODEL}>{status ? `Default (${status.model.primary})` : "Default"}</option>
      {isUnlisted && <option value={value}>{value}</option>}
      {[...byProvider].map(([provider, choices]) => (
        <optgroup key={provider} label={provider}>
          {choices.map(({ id, name, available, unavailableReason }) => (
            <option key={id} value={id} disabled={available === false && id !== value}>
              {name}
              {unavailableReason && ` — ${WHY_NOT[unavailableReason]}`}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
