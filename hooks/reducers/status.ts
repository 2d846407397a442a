import type { AgentEvent, ChatEvent } from "@/server/protocol/events.ts";
import type { ActiveRun, StatusResult } from "@/server/protocol/system.ts";

/** The state of a gateway after a run began, went on or ended. */
export function reduceRuns(status: StatusResult, event: AgentEvent | ChatEvent): StatusResult {
  const { active } = status.runs;
  const before = active.find(({ runId }) => runId === event.runId);
  const after = runAfter(before, event);
  if (before === after) return status;
  const others = active.filter((run) => run !== before);
  const queued = Math.max(0, status.runs.queued - Number(before?.state === "queued"));
  return { ...status, runs: { ...status.runs, queued, active: after ? [...others, after] : others } };
}

function runAfter(before: ActiveRun | undefined, event: AgentEvent | ChatEvent): ActiveRun | undefined {
  if ("state" in event) {
    const over = event.state === "final" || event.state === "aborted" || event.state === "error";
    return over ? undefined : before;
  }
  if (event.stream !== "lifecycle") return before;
  if (event.data.phase !== "start") return undefined;
  const { runId, sessionKey, agentId = before?.agentId ?? "" } = event;
  const { startedAt, model = before?.model } = event.data;
  if (before?.state === "running" && before.startedAt === startedAt) return before;
  return { runId, sessionKey, agentId, state: "running", startedAt, model };
}
