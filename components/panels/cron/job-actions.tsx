import { Ellipsis, Pause, Pencil, Play, Trash2, Zap } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { useMay } from "@/hooks/use-may.ts";
import type { CronJob } from "@/server/protocol/cron.ts";
import { useJobActions } from "./use-job-actions.ts";

const JobForm = lazy(() => import("./job-form.tsx"));
const DeleteJob = lazy(() => import("./delete-job.tsx"));

/** What can be done with a job; `wide` shows the main actions as buttons. */
export function JobActions({ job, wide = false }: { job: CronJob; wide?: boolean }) {
  const mayEdit = useMay("operator.admin");
  const { runNow, toggle, isBusy } = useJobActions(job);
  const [open, setOpen] = useState<"form" | "delete">();
  const close = () => setOpen(undefined);
  const isRunning = job.state.runningAtMs !== undefined;
  if (!mayEdit) return null;
  return (
    <>
      {wide && (
        <>
          <Button variant="primary" busy={isBusy} disabled={isRunning} onClick={runNow}>
            <Zap aria-hidden /> Run now
          </Button>
          <Button onClick={toggle}>
            {job.enabled ? <Pause aria-hidden /> : <Play aria-hidden />} {job.enabled ? "Pause" : "Resume"}
          </Button>
          <Button onClick={() => setOpen("form")}>
            <Pencil aria-hidden /> Edit
          </Button>
        </>
      )}
      <Menu
        trigger={
          <Button variant="ghost" size={wide ? "icon" : "icon-sm"} aria-label={`Actions for ${job.name}`}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        {!wide && (
          <>
            <MenuItem disabled={isRunning} onSelect={runNow}>
              <Zap aria-hidden /> Run now
            </MenuItem>
            <MenuItem onSelect={toggle}>
              {job.enabled ? <Pause aria-hidden /> : <Play aria-hidden />} {job.enabled ? "Pause" : "Resume"}
            </MenuItem>
            <MenuItem onSelect={() => setOpen("form")}>
              <Pencil aria-hidden /> Edit …
            </MenuItem>
            <MenuSeparator />
          </>
        )}
        <MenuItem tone="bad" onSelect={() => setOpen("delete")}>
          <Trash2 aria-hidden /> Delete …
        </MenuItem>
      </Menu>
      <Suspense>
        {open === "form" && <JobForm job={job} onClose={close} />}
        {open === "delete" && <DeleteJob job={job} onClose={close} />}
      </Suspense>
    </>
  );
}
