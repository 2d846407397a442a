import { RotateCcw, Square, X } from "lucide-react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { Elapsed } from "@/components/ui/elapsed.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { isOngoing } from "@/hooks/reducers/tasks.ts";
import { useAgents } from "@/hooks/use-agents.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { TaskSummary } from "@/server/protocol/tasks.ts";
import { beginOf, endOf, isUntold, kindOf, newsOf, TASK_STATES, titleOfTask } from "./task-facts.ts";
import { useTaskActions } from "./use-task-actions.ts";

/** One task: what it is, what it does or what came of it, and what can be done about it. */
export function TaskRow({ task, onOpen }: { task: TaskSummary; onOpen: () => void }) {
  const { byId } = useAgents();
  const { isReady } = useConnection();
  const title = titleOfTask(task);
  const { label, tone } = TASK_STATES[task.status];
  const isRunning = task.status === "running";
  const agent = task.agentId && (byId(task.agentId)?.name ?? task.agentId);
  const about = [agent, kindOf(task), isOngoing(task) ? "" : label, newsOf(task)].filter(Boolean);

  return (
    <li className="flex min-h-12 items-center gap-3 px-3 py-1.5 text-sm">
      <StatusDot tone={tone} live={isRunning && isReady} label={label} />
      <div className="min-w-0 flex-1">
        <p className="truncate">
          <button
            type="button"
            onClick={onOpen}
            className="max-w-full truncate rounded-sm font-medium underline-offset-2 hover:underline"
          >
            {title}
          </button>
        </p>
        <p className="truncate text-muted text-xs">{about.join(" · ")}</p>
      </div>
      {isRunning ? (
        <Elapsed since={beginOf(task)} frozen={!isReady} className="shrink-0 text-muted text-xs" />
      ) : (
        <RelativeTime time={isOngoing(task) ? beginOf(task) : endOf(task)} className="shrink-0 text-muted text-xs" />
      )}
      <TaskActions task={task} title={title} />
    </li>
  );
}

function TaskActions({ task, title }: { task: TaskSummary; title: string }) {
  const mayAct = useMay("operator.write");
  const canCancel = useHasMethod("tasks.cancel");
  const canRetry = useHasMethod("tasks.retry");
  const canDismiss = useHasMethod("tasks.dismiss");
  const { cancel, retry, dismiss, isBusy } = useTaskActions(task.id, title);
  if (!mayAct) return null;
  if (isOngoing(task)) {
    return canCancel && <IconButton label={`Stop ${title}`} icon={Square} busy={isBusy} onClick={cancel} />;
  }
  if (!isUntold(task)) return null;
  return (
    <span className="flex shrink-0">
      {canRetry && <IconButton label={`Tell of ${title} again`} icon={RotateCcw} busy={isBusy} onClick={retry} />}
      {canDismiss && <IconButton label={`Dismiss ${title}`} icon={X} busy={isBusy} onClick={dismiss} />}
    </span>
  );
}
