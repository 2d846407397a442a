import { Bot, Plus } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { useMay } from "@/hooks/use-may.ts";
import { useSessions } from "@/hooks/use-sessions.ts";
import { useStatus } from "@/hooks/use-status.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import type { ActiveRun } from "@/server/protocol/system.ts";
import { AgentRow } from "./agent-row.tsx";
import { agentHref } from "./agents-route.ts";

const AgentForm = lazy(() => import("./agent-form.tsx"));

const NO_RUNS: readonly ActiveRun[] = [];

/** All agents, one a row. */
export function Roster() {
  const { agents } = useAgents();
  const mayEdit = useMay("operator.admin");
  const [creating, setCreating] = useState(false);

  return (
    <Page
      title="Agents"
      meta={agents.length > 0 && agents.length}
      actions={
        mayEdit && (
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden /> New agent
          </Button>
        )
      }
    >
      <RosterRows onCreate={mayEdit ? () => setCreating(true) : undefined} />
      {creating && (
        <Suspense>
          <AgentForm onClose={() => setCreating(false)} onCreated={(id) => navigate(agentHref(id))} />
        </Suspense>
      )}
    </Page>
  );
}

function RosterRows({ onCreate }: { onCreate: (() => void) | undefined }) {
  const { agents, defaultId, isLoading, error, refresh } = useAgents();
  const { activeRuns } = useStatus();
  const { rows } = useSessions();
  const lastOf = useMemo(() => newestOf(rows), [rows]);
  const runsOf = useMemo(() => Map.groupBy(activeRuns, ({ agentId }) => agentId), [activeRuns]);

  if (agents.length > 0) {
    return (
      <ul>
        {agents.map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            isDefault={agent.id === defaultId}
            runs={runsOf.get(agent.id) ?? NO_RUNS}
            lastActive={lastOf.get(agent.id)}
          />
        ))}
      </ul>
    );
  }
  if (error) return <ErrorState error={error} title="The agents could not be read" onRetry={refresh} />;
  if (isLoading) return <RosterSkeleton />;
  return (
    <EmptyState
      icon={Bot}
      title="No agents yet"
      action={onCreate && <Button onClick={onCreate}>Create the first one</Button>}
    >
      An agent has a name, a model and a folder of files that say who it is and what it remembers.
    </EmptyState>
  );
}

/** By agent, when something happened last in one of its sessions. */
function newestOf(rows: readonly SessionRow[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const { agentId, updatedAt } of rows) newest.set(agentId, Math.max(updatedAt, newest.get(agentId) ?? 0));
  return newest;
}

function RosterSkeleton() {
  return (
    <Loading label="Loading the agents">
      {["w-40", "w-32", "w-48"].map((width) => (
        <div key={width} className="flex h-14 items-center gap-3 border-b px-4">
          <Skeleton className="size-8" />
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </Loading>
  );
}
