import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import type { CronJob } from "@/server/protocol/cron.ts";
import { JobFields } from "./job-fields.tsx";
import { ScheduleFields } from "./schedule-fields.tsx";
import { useJobForm } from "./use-job-form.ts";

/** Adds a job, or changes the one given. */
export default function JobForm({
  job,
  onClose,
  onAdded,
}: {
  job?: CronJob;
  onClose: () => void;
  onAdded?: (id: string) => void;
}) {
  const formId = useId();
  const { draft, change, submit, isUsable, isSaving, error } = useJobForm(job);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!isUsable || isSaving) return;
    submit().then(
      (id) => {
        onClose();
        if (id !== undefined) onAdded?.(id);
      },
      // What went wrong stands in the dialog, which stays open.
      () => undefined,
    );
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={job ? `Edit ${job.name}` : "New job"}
      description={job ? undefined : "Tells an agent to do something, at the times that you choose."}
      className="sm:top-[6vh]"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={isSaving} disabled={!isUsable}>
            {job ? "Save" : "Add job"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} className="grid gap-4 py-2">
        <JobFields draft={draft} change={change} />
        <ScheduleFields draft={draft} change={change} />
        {error && <Callout tone="bad">{error.message}</Callout>}
      </form>
    </Dialog>
  );
}
