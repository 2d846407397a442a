import { CircleCheck, CircleX, Loader2 } from "lucide-react";
import { useId } from "react";
import { titleOf } from "@/components/sessions/session-title.ts";
import { useListedSession } from "@/components/sessions/use-listed-session.ts";
import { Elapsed } from "@/components/ui/elapsed.tsx";
import { Checkbox } from "@/components/ui/toggles.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { ActiveRun } from "@/server/protocol/system.ts";
import type { StopState } from "./stop-state.ts";

/** One run that can be stopped, is being stopped, or has been. */
export function StopRow({
  run,
  state,
  isChosen,
  onToggle,
}: {
  run: ActiveRun;
  state: StopState;
  isChosen: boolean;
  onToggle: () => void;
}) {
  const id = useId();
  const { byId } = useAgents();
  const session = useListedSession(run.sessionKey);
  const canChoose = state.state === "running" || state.state === "failed";
  return (
    <li className="flex min-h-12 items-center gap-3 py-2">
      <Checkbox id={id} checked={isChosen && canChoose} disabled={!canChoose} onCheckedChange={onToggle} />
      <label htmlFor={id} className="min-w-0 flex-1">
        <span className="block truncate text-sm">{titleOf({ ...session, key: run.sessionKey })}</span>
        <span className="block truncate text-muted text-xs">
          {byId(run.agentId)?.name ?? run.agentId}
          {run.model && ` · ${run.model}`}
        </span>
        {state.state === "failed" && <span className="block text-bad text-xs">{state.message}</span>}
      </label>
      <Outcome run={run} state={state} />
    </li>
  );
}

function Outcome({ run, state }: { run: ActiveRun; state: StopState }) {
  switch (state.state) {
    case "running":
      return run.state === "queued" ? (
        <span className="text-muted text-xs">Queued</span>
      ) : (
        <Elapsed since={run.startedAt} className="text-muted text-xs" />
      );
    case "stopping":
      return (
        <span className="flex items-center gap-1.5 text-muted text-xs">
          <Loader2 aria-hidden className="size-3.5 animate-spin" /> Stopping
        </span>
      );
    case "stopped":
      return (
        <span className="flex items-center gap-1.5 text-good text-xs">
          <CircleCheck aria-hidden className="size-3.5" /> Stopped
        </span>
      );
    case "failed":
      return (
        <span className="flex items-center gap-1.5 text-bad text-xs">
          <CircleX aria-hidden className="size-3.5" /> Still running
        </span>
      );
  }
}
