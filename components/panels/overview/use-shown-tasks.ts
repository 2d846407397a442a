import { useMemo, useSyncExternalStore } from "react";
import { slowTicker } from "@/components/ui/clock.ts";
import { isOngoing } from "@/hooks/reducers/tasks.ts";
import { useTasks } from "@/hooks/use-tasks.ts";
import type { TaskSummary } from "@/server/protocol/tasks.ts";
import { shownTasks } from "./task-facts.ts";

export interface ShownTasks {
  shown: readonly TaskSummary[];
  /** How many there are beside those. */
  more: number;
  /** Sessions in which those that go on are worked on: their runs need not be shown a second time. */
  sessionKeys: ReadonlySet<string>;
}

/** What the gateway in use works on in the background that is worth a look, live. */
export function useShownTasks(): ShownTasks {
  const tasks = useTasks();
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, slowTicker.now);
  return useMemo(() => {
    const { shown, more } = shownTasks(tasks, now);
    const keys = shown.filter(isOngoing).flatMap(({ childSessionKey }) => childSessionKey ?? []);
    return { shown, more, sessionKeys: new Set(keys) };
  }, [tasks, now]);
}
