import { Bot } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { navigate } from "@/components/ui/navigate.ts";
import { Page } from "@/components/ui/page.tsx";
import { PageWithout } from "@/components/ui/page-without.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { Trail } from "@/components/ui/trail.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { useStatus } from "@/hooks/use-status.ts";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import { AgentAbout } from "./agent-about.tsx";
import { AgentActions } from "./agent-actions.tsx";
import { AgentFace } from "./agent-face.tsx";
import { AgentState } from "./agent-state.tsx";
import { AgentTools } from "./agent-tools.tsx";
import { type AgentsRoute, type AgentView, agentHref } from "./agents-route.ts";

const AgentFiles = lazy(() => import("./files/agent-files.tsx"));

const VIEWS: readonly { value: AgentView; label: string }[] = [
  { value: "about", label: "About" },
  { value: "files", label: "Files" },
  { value: "tools", label: "Tools" },
];

type DetailRoute = Exclude<AgentsRoute, { view: "roster" }>;

/** One agent: what it is and does, its files, its tools. */
export default function AgentDetail({ route }: { route: DetailRoute }) {
  const { byId, defaultId, isLoading, error, refresh } = useAgents();
  const { activeRuns } = useStatus();
  // A gateway may tell that it is gone before it answers who deletes it: until then its page stays.
  const [deleting, setDeleting] = useState<AgentSummary>();
  const agent = byId(route.agentId) ?? deleting;

  if (!agent) {
    const read = { isLoading, error, onRetry: refresh };
    return (
      <PageWithout
        list="Agents"
        href="/agents"
        noun="agent"
        icon={Bot}
        missing={`There is no agent “${route.agentId}”`}
        {...read}
      >
        It may have been deleted, or it lives on another gateway.
      </PageWithout>
    );
  }
  return (
    <Page
      title={
        <Trail href="/agents" list="Agents">
          <AgentFace agent={agent} className="size-6 text-sm" />
          <span className="truncate">{agent.name}</span>
        </Trail>
      }
      meta={<AgentState runs={activeRuns.filter(({ agentId }) => agentId === agent.id)} />}
      actions={<AgentActions agent={agent} isDefault={agent.id === defaultId} onDeleting={setDeleting} />}
    >
      <Tabs
        label={`Views of ${agent.name}`}
        value={route.view}
        onValueChange={(view) => navigate(agentHref(agent.id, view))}
        choices={VIEWS}
        className="h-full"
      >
        <View agent={agent} isDefault={agent.id === defaultId} route={route} />
      </Tabs>
    </Page>
  );
}

function View({ agent, isDefault, route }: { agent: AgentSummary; isDefault: boolean; route: DetailRoute }) {
  switch (route.view) {
    case "about":
      return <AgentAbout agent={agent} isDefault={isDefault} />;
    case "tools":
      return <AgentTools agentId={agent.id} />;
    case "files":
      return (
        <Suspense fallback={<Skeleton className="m-4 h-64" />}>
          <AgentFiles agentId={agent.id} file={route.file} />
        </Suspense>
      );
  }
}
