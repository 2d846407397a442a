import { useState } from "react";
import { Section } from "@/components/ui/page.tsx";
import { TaskDialog } from "./task-dialog.tsx";
import { TaskRow } from "./task-row.tsx";
import type { ShownTasks } from "./use-shown-tasks.ts";

/** What the gateway in use works on beside its conversations; not there when there is nothing. */
export function BackgroundTasks({ tasks: { shown, more } }: { tasks: ShownTasks }) {
  const [opened, setOpened] = useState<string>();
  if (shown.length === 0 && opened === undefined) return null;
  return (
    <Section title="Background tasks">
      <ul className="divide-y" aria-label="Background tasks">
        {shown.map((task) => (
          <TaskRow key={task.id} task={task} onOpen={() => setOpened(task.id)} />
        ))}
      </ul>
      {more > 0 && <p className="border-t px-3 py-2 text-muted text-xs">and {more} more of the last day</p>}
      {opened !== undefined && <TaskDialog taskId={opened} onClose={() => setOpened(undefined)} />}
    </Section>
  );
}
