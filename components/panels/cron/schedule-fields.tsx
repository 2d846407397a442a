import { useSyncExternalStore } from "react";
import { slowTicker } from "@/components/ui/clock.ts";
import { Field, Input, Select } from "@/components/ui/field.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { scheduleWords, upcoming } from "@/server/protocol/cron-schedule.ts";
import { ExpressionFields } from "./expression-fields.tsx";
import { type EveryUnit, type JobDraft, scheduleOf, timeProblem } from "./job-draft.ts";
import { TimeList } from "./time-list.tsx";

const KINDS = [
  { value: "cron", label: "Expression" },
  { value: "every", label: "Every so often" },
  { value: "at", label: "Once" },
] as const;

/** When a job runs, looked at as it is typed: what is wrong, or what it means and when it comes next. */
export function ScheduleFields({ draft, change }: { draft: JobDraft; change: (fields: Partial<JobDraft>) => void }) {
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, slowTicker.now);
  if (draft.kind === "kept") {
    return <p className="text-muted text-sm">When it runs is not decided by time: that is changed on the gateway.</p>;
  }
  const problem = timeProblem(draft, now);
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm">When</legend>
      <Segmented
        label="Kind of schedule"
        value={draft.kind}
        onValueChange={(kind) => change({ kind })}
        choices={KINDS}
      />
      {draft.kind === "cron" && <ExpressionFields draft={draft} change={change} problem={problem} />}
      {draft.kind === "every" && <EveryFields draft={draft} change={change} problem={problem} />}
      {draft.kind === "at" && (
        <Field label="Day and time" hint="By this device's clock." error={draft.at ? problem : undefined}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={draft.at}
              required
              className="w-fit"
              onChange={(event) => change({ at: event.target.value })}
            />
          )}
        </Field>
      )}
      <Preview draft={draft} now={now} isWrong={problem !== undefined} />
    </fieldset>
  );
}

function EveryFields({
  draft,
  change,
  problem,
}: {
  draft: JobDraft;
  change: (fields: Partial<JobDraft>) => void;
  problem: string | undefined;
}) {
  return (
    <Field label="Every" error={problem}>
      {(control) => (
        <span className="flex gap-2">
          <Input
            {...control}
            inputMode="decimal"
            value={draft.every}
            required
            className="w-24"
            onChange={(event) => change({ every: event.target.value })}
          />
          <Select
            aria-label="Unit"
            value={draft.unit}
            onChange={(event) => change({ unit: unitOf(event.target.value) })}
          >
            <option value="minutes">minutes</option>
            <option value="hours">hours</option>
            <option value="days">days</option>
          </Select>
        </span>
      )}
    </Field>
  );
}

/** Always of the same height, so that the form does not jump as somebody types. */
function Preview({ draft, now, isWrong }: { draft: JobDraft; now: number; isWrong: boolean }) {
  const schedule = isWrong ? undefined : scheduleOf(draft);
  const anchored = schedule?.kind === "every" ? { ...schedule, anchorMs: now } : schedule;
  return (
    <div aria-live="polite" className="min-h-33 rounded-md border bg-sunken">
      {anchored && (
        <>
          <p className="border-b px-3 py-1.5 font-medium text-sm">{scheduleWords(anchored)}</p>
          <TimeList
            times={upcoming(anchored, now, 3)}
            zone={anchored.kind === "cron" ? anchored.tz : undefined}
            label="It would run"
          />
        </>
      )}
    </div>
  );
}

function unitOf(value: string): EveryUnit {
  return value === "hours" || value === "days" ? value : "minutes";
}
