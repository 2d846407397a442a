import { CircleStop } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { StopRow } from "./stop-row.tsx";
import { type StoppableRun, useStopRuns } from "./use-stop-runs.ts";

/** The emergency stop: chooses runs, stops them, and says of each when it is over. */
export default function StopDialog({ onClose }: { onClose: () => void }) {
  const { runs, stop } = useStopRuns();
  const [spared, setSpared] = useState<ReadonlySet<string>>(new Set());
  const chosen = runs.filter(({ run, stop: { state } }) => isStoppable(state) && !spared.has(run.runId));
  const stopping = runs.filter(({ stop: { state } }) => state === "stopping").length;

  function toggle(runId: string) {
    const next = new Set(spared);
    if (!next.delete(runId)) next.add(runId);
    setSpared(next);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Stop runs"
      description="A run counts as stopped once the gateway says that it is over."
      footer={
        <>
          <p role="status" className="mr-auto self-center text-muted text-sm">
            {summaryOf(runs)}
          </p>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="danger"
            busy={stopping > 0}
            disabled={chosen.length === 0}
            onClick={() => stop(chosen.map(({ run }) => run))}
          >
            {chosen.length === 0 ? "Stop" : `Stop ${chosen.length === 1 ? "1 run" : `${chosen.length} runs`}`}
          </Button>
        </>
      }
    >
      {runs.length === 0 ? (
        <EmptyState icon={CircleStop} title="Nothing is running" className="py-8" />
      ) : (
        <ul className="divide-y">
          {runs.map(({ run, stop: state }) => (
            <StopRow
              key={run.runId}
              run={run}
              state={state}
              isChosen={!spared.has(run.runId)}
              onToggle={() => toggle(run.runId)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function isStoppable(state: StoppableRun["stop"]["state"]): boolean {
  return state === "running" || state === "failed";
}

function summaryOf(runs: readonly StoppableRun[]): string {
  const over = runs.filter(({ stop: { state } }) => state === "stopped").length;
  return over > 0 ? `${over} of ${runs.length} stopped` : "";
}
