"use client";

import { CircleStop } from "lucide-react";
import { FoundGateway } from "@/components/fleet/found-gateway.tsx";
import { openOverlay } from "@/components/shell/overlay-store.ts";
import { Button } from "@/components/ui/button.tsx";
import { Page } from "@/components/ui/page.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { useFleetRuns } from "@/hooks/use-fleet-runs.ts";
import { useFleetSessions } from "@/hooks/use-fleet-sessions.ts";
import { useMay } from "@/hooks/use-may.ts";
import { useStatus } from "@/hooks/use-status.ts";
import { ActiveRuns } from "./active-runs.tsx";
import { AttentionList } from "./attention-list.tsx";
import { BackgroundTasks } from "./background-tasks.tsx";
import { CronNext } from "./cron-next.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { GatewayHealth } from "./gateway-health.tsx";
import { NewestSessions } from "./newest-sessions.tsx";
import { People } from "./people.tsx";
import { RecentErrors } from "./recent-errors.tsx";
import { Tiles } from "./tiles.tsx";
import { useAttention } from "./use-attention.ts";
import { useShownTasks } from "./use-shown-tasks.ts";

/** What is running, failing, or waiting for me now. */
export default function OverviewPanel() {
  const { status, activeRuns, error, refresh } = useStatus();
  // Read once here for all that show them.
  const sessions = useFleetSessions();
  const running = useFleetRuns();
  const tasks = useShownTasks();
  const attention = useAttention(sessions);
  const mayStop = useMay("operator.write");
  const isEmpty = sessions.sources.every(({ data }) => data?.totalCount === 0);
  const isNew = !sessions.isLoading && sessions.sources.length > 0 && isEmpty && running.runs.length === 0;

  return (
    <Page
      title="Overview"
      actions={
        mayStop &&
        activeRuns.length > 0 && (
          <Button onClick={() => openOverlay("stop")}>
            <CircleStop aria-hidden className="text-bad" /> Stop runs …
          </Button>
        )
      }
    >
      {error && !status ? (
        <ErrorState error={error} title="The gateway does not answer" onRetry={refresh} />
      ) : (
        <div className="mx-auto grid max-w-7xl grid-cols-1 gap-4 p-4">
          <FoundGateway />
          {isNew && <FirstSteps />}
          <Tiles running={running} attention={attention} />
          <AttentionList items={attention.items} />
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
            <div className="grid grid-cols-1 gap-4">
              <ActiveRuns running={running} tasks={tasks} />
              <BackgroundTasks tasks={tasks} />
              <NewestSessions sessions={sessions} />
            </div>
            <div className="grid grid-cols-1 gap-4">
              <GatewayHealth />
              <CronNext />
              <RecentErrors />
              <People />
            </div>
          </div>
        </div>
      )}
    </Page>
  );
}
