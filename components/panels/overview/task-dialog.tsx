import type { ReactNode } from "react";
import { Fact, Facts } from "@/components/ui/facts.tsx";
import { stopwatch } from "@/components/ui/format.ts";
import { Link } from "@/components/ui/link.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { isOngoing } from "@/hooks/reducers/tasks.ts";
import { useGatewayRpc } from "@/hooks/use-gateway-rpc.ts";
import type { TaskSummary } from "@/server/protocol/tasks.ts";
import { beginOf, endOf, kindOf, TASK_STATES, titleOfTask } from "./task-facts.ts";

const ABOUT_TASKS = { events: ["task"] };

/** A task with what it was told and what came of it. */
export function TaskDialog({ taskId, onClose }: { taskId: string; onClose: () => void }) {
  const { data, error, refresh } = useGatewayRpc("tasks.get", { taskId }, ABOUT_TASKS);
  const task = data?.task;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={task ? titleOfTask(task) : "Background task"}>
      {task ? (
        <About task={task} />
      ) : error ? (
        <ErrorState error={error} title="The task could not be read" onRetry={refresh} />
      ) : (
        <Loading label="Loading the task" className="grid gap-3 py-2">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-16" />
        </Loading>
      )}
    </Dialog>
  );
}

function About({ task }: { task: TaskSummary }) {
  const { agentId, childSessionKey, prompt, result, error } = task;
  const begun = beginOf(task);
  return (
    <div className="grid gap-3 pb-2 text-sm">
      <Facts className="rounded-md bg-sunken">
        <Fact name="State">{TASK_STATES[task.status].label}</Fact>
        <Fact name="Kind">{[kindOf(task), agentId].filter(Boolean).join(" of ")}</Fact>
        <Fact name="Begun">
          <RelativeTime time={begun} />
        </Fact>
        {!isOngoing(task) && <Fact name="Took">{stopwatch(Math.max(0, endOf(task) - begun))}</Fact>}
        {childSessionKey && (
          <Fact name="Session">
            <Link
              href={`/chat/${encodeURIComponent(childSessionKey)}`}
              className="truncate rounded-sm underline underline-offset-2"
            >
              {childSessionKey}
            </Link>
          </Fact>
        )}
      </Facts>
      {prompt && <Words title="What it was told">{prompt}</Words>}
      {result && <Words title="What came of it">{result}</Words>}
      {error && (
        <Words title="What went wrong" className="text-bad">
          {error}
        </Words>
      )}
    </div>
  );
}

function Words({ title, className, children }: { title: string; className?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-1">
      <h3 className="font-medium text-muted text-xs">{title}</h3>
      <p className={className ? `whitespace-pre-wrap ${className}` : "whitespace-pre-wrap"}>{children}</p>
    </section>
  );
}
