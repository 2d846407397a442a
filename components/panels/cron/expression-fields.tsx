import { useId, useMemo } from "react";
import { Field, Input, Select } from "@/components/ui/field.tsx";
import type { JobDraft } from "./job-draft.ts";

const COMMON = [
  { expr: "*/15 * * * *", label: "Every 15 minutes" },
  { expr: "0 * * * *", label: "Every hour" },
  { expr: "0 9 * * *", label: "Every day at 9:00" },
  { expr: "0 9 * * 1-5", label: "Weekdays at 9:00" },
  { expr: "0 9 * * 1", label: "Mondays at 9:00" },
  { expr: "0 9 1 * *", label: "On the 1st of the month at 9:00" },
] as const;

/** A cron expression, chosen or typed, and the zone that it is read in. */
export function ExpressionFields({
  draft: { expr, tz },
  change,
  problem,
}: {
  draft: JobDraft;
  change: (fields: Partial<JobDraft>) => void;
  problem: string | undefined;
}) {
  const zonesId = useId();
  const zones = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone")], []);
  const isZone = problem?.includes("no time zone") ?? false;
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Field label="Cron expression" hint="Minute, hour, day, month, weekday." error={isZone ? undefined : problem}>
        {(control) => (
          <Input
            {...control}
            value={expr}
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            className="font-mono"
            onChange={(event) => change({ expr: event.target.value })}
          />
        )}
      </Field>
      <Field label="Or a common one">
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={COMMON.some((each) => each.expr === expr) ? expr : ""}
            onChange={(event) => event.target.value && change({ expr: event.target.value })}
          >
            <option value="">Your own</option>
            {COMMON.map(({ expr, label }) => (
              <option key={expr} value={expr}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Time zone"
        hint={tz ? undefined : "Without one, the gateway's own."}
        error={isZone ? problem : undefined}
      >
        {(control) => (
          <>
            <Input
              {...control}
              list={zonesId}
              value={tz}
              placeholder="Europe/Berlin"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => change({ tz: event.target.value })}
            />
            <datalist id={zonesId}>
              {zones.map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </div>
  );
}
