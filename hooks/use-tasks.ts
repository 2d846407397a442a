"use client";

import type { TaskSummary } from "@/server/protocol/tasks.ts";
import { payloadOf } from "./event-payload.ts";
import { MOST_TASKS, reduceTasks } from "./reducers/tasks.ts";
import { useHasMethod } from "./use-has-method.ts";
import { useSnapshot } from "./use-snapshot.ts";

const PARAMS = { limit: MOST_TASKS };
const NONE: readonly TaskSummary[] = [];

/** What the gateway in use works on in the background, and what came of it lately, live; nothing where it does not tell. */
export function useTasks({ wanted = true } = {}): readonly TaskSummary[] {
  const has = useHasMethod("tasks.list");
  const { data } = useSnapshot("tasks.list", has && wanted ? PARAMS : null, {
    reduce: (before, frame) => {
      const event = payloadOf(frame, "task");
      return event ? reduceTasks(before, event) : before;
    },
  });
  return data?.tasks ?? NONE;
}
