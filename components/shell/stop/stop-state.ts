import type { ActiveRun } from "@/server/protocol/system.ts";

/** How far the stopping of one run has come, as far as the gateway was asked. */
export type StopRequest =
  | { state: "asking" }
  /** The gateway took it; the run's own end confirms it. */
  | { state: "accepted"; at: number }
  | { state: "refused"; message: string };

export type StopState =
  | { state: "running" }
  | { state: "stopping" }
  /** The run is over: the gateway's word, not ours. */
  | { state: "stopped" }
  | { state: "failed"; message: string };

/** A run that goes on for so long after the gateway agreed to stop it does not stop. */
export const CONFIRM_WITHIN_MS = 10_000;

/** How a run stands that somebody may have asked to stop. `active` are the runs that still go on. */
export function stopState(
  runId: string,
  request: StopRequest | undefined,
  active: readonly ActiveRun[],
  now: number,
): StopState {
  const isOver = active.every((run) => run.runId !== runId);
  if (isOver) return { state: "stopped" };
  switch (request?.state) {
    case undefined:
      return { state: "running" };
    case "asking":
      return { state: "stopping" };
    case "refused":
      return { state: "failed", message: request.message };
    case "accepted":
      return now - request.at < CONFIRM_WITHIN_MS
        ? { state: "stopping" }
        : { state: "failed", message: "The gateway agreed, but the run goes on. Try again, or restart the gateway." };
  }
}
