import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { secondTicker } from "@/components/ui/clock.ts";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { useStatus } from "@/hooks/use-status.ts";
import type { ActiveRun } from "@/server/protocol/system.ts";
import { type StopRequest, type StopState, stopState } from "./stop-state.ts";

export interface StoppableRun {
  run: ActiveRun;
  stop: StopState;
}

/** The runs that went on when this was first shown, and what has become of each since. */
export function useStopRuns(): { runs: readonly StoppableRun[]; stop: (runs: readonly ActiveRun[]) => void } {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  const { activeRuns } = useStatus();
  const now = useSyncExternalStore(secondTicker.subscribe, secondTicker.now, secondTicker.now);
  const [seen, setSeen] = useState<readonly ActiveRun[]>(activeRuns);
  const [requests, setRequests] = useState<ReadonlyMap<string, StopRequest>>(new Map());

  // Runs that begin meanwhile are shown too; those that ended stay, as stopped.
  useEffect(() => setSeen((before) => withNew(before, activeRuns)), [activeRuns]);

  const stop = useCallback(
    (runs: readonly ActiveRun[]) => {
      const note = (runId: string, request: StopRequest) =>
        setRequests((before) => new Map(before).set(runId, request));
      for (const { runId, sessionKey, agentId } of runs) {
        note(runId, { state: "asking" });
        sendReq("chat.abort", { sessionKey, runId, ...(agentId && { agentId }) }, { gateway }).then(
          () => note(runId, { state: "accepted", at: Date.now() }),
          (error: Error) => note(runId, { state: "refused", message: error.message }),
        );
      }
    },
    [sendReq, gateway],
  );

  const runs = seen.map((run) => ({ run, stop: stopState(run.runId, requests.get(run.runId), activeRuns, now) }));
  return { runs, stop };
}

function withNew(before: readonly ActiveRun[], active: readonly ActiveRun[]): readonly ActiveRun[] {
  const added = active.filter(({ runId }) => before.every((run) => run.runId !== runId));
  return added.length > 0 ? [...before, ...added] : before;
}
