import { Bot } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { AgentPicker } from "./agent-picker.tsx";
import { ColumnsSkeleton } from "./columns-skeleton.tsx";

/** A page about one agent, chosen in its header: the named one, else the default one. */
export function AgentPage({
  title,
  agentId,
  hrefOf,
  meta,
  actions,
  children,
}: {
  title: string;
  agentId: string | undefined;
  /** The page's address for another agent. */
  hrefOf: (agentId: string) => string;
  meta?: (agentId: string) => ReactNode;
  actions?: (agentId: string) => ReactNode;
  children: (agentId: string) => ReactNode;
}) {
  const { agents, byId, defaultId, isLoading, error, refresh } = useAgents();
  const shown = agentId ?? defaultId ?? agents[0]?.id;

  if (shown === undefined || !byId(shown)) {
    return (
      <Page title={title}>
        {error ? (
          <ErrorState error={error} title="The agents could not be read" onRetry={refresh} />
        ) : isLoading ? (
          <ColumnsSkeleton label="Loading the agents" className="md:grid-cols-[20rem_minmax(0,1fr)]" />
        ) : (
          <NoAgent id={shown} />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={title}
      controls={<AgentPicker agentId={shown} onPick={(id) => navigate(hrefOf(id))} />}
      meta={meta?.(shown)}
      actions={actions?.(shown)}
      className="overflow-hidden"
    >
      {children(shown)}
    </Page>
  );
}

function NoAgent({ id }: { id: string | undefined }) {
  return (
    <EmptyState
      icon={Bot}
      title={id === undefined ? "No agents yet" : `There is no agent “${id}”`}
      action={
        <Button asChild>
          <Link href="/agents">All agents</Link>
        </Button>
      }
    >
      {id === undefined ? "Make one first." : "It may have been deleted, or it lives on another gateway."}
    </EmptyState>
  );
}
