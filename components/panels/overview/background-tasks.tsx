import { useState, useSyncExternalStore } from "react";
import { slowTicker } from "@/components/ui/clock.ts";
import { Section } from "@/components/ui/page.tsx";
import { useTasks } from "@/hooks/use-tasks.ts";
import { TaskDialog } from "./task-dialog.tsx";
import { shownTasks } from "./task-facts.ts";
import { TaskRow } from "./task-row.tsx";

/** What the gateway in use works on beside its conversations; not there when there is nothing. */
export function BackgroundTasks() {
  const tasks = useTasks();
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, slowTicker.now);
  const [opened, setOpened] = useState<string>();
  const { shown, more } = shownTasks(tasks, now);
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
