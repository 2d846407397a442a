import { Bot } from "lucide-react";
import { countOfAnswers } from "@/components/fleet/count-of-answers.ts";
import { FleetNotes } from "@/components/fleet/fleet-notes.tsx";
import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { Link } from "@/components/ui/link.tsx";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { isAbout } from "@/hooks/about.ts";
import { useFleetSnapshot } from "@/hooks/use-fleet-snapshot.ts";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { AgentFace } from "./agent-face.tsx";
import { agentHref } from "./agents-route.ts";

const NO_PARAMS = {};

/** The agents of every gateway, each with its origin. */
export function FleetRoster() {
  const { sources, isLoading } = useFleetSnapshot("agents.list", NO_PARAMS, {
    reduce: (before, { event }) => (isAbout("agents.list", event) ? "reread" : before),
  });
  const rows = sources.flatMap(({ gateway, data }) => data?.agents.map((agent) => ({ gateway, agent })) ?? []);
  return (
    <Page title="Agents" meta={rows.length > 0 ? `${rows.length} on ${countOfAnswers(sources)}` : undefined}>
      <FleetNotes sources={sources} />
      {rows.length > 0 ? (
        <ul>
          {rows.map(({ gateway, agent }) => (
            <FleetAgent key={`${gateway.id} ${agent.id}`} gateway={gateway} agent={agent} />
          ))}
        </ul>
      ) : isLoading ? (
        <Skeleton className="m-4 h-32" />
      ) : (
        <EmptyState icon={Bot} title="No agents yet">
          None of the gateways that answer has an agent.
        </EmptyState>
      )}
    </Page>
  );
}

function FleetAgent({ gateway, agent }: { gateway: GatewayInfo; agent: AgentSummary }) {
  return (
    <li className="relative flex min-h-14 items-center gap-3 border-b px-4 py-2 transition-colors hover:bg-hover">
      <AgentFace agent={agent} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <Link
            href={onGateway(agentHref(agent.id), gateway.id)}
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {agent.name}
          </Link>
          <OriginBadge name={gateway.name} />
        </p>
        <p className="truncate font-mono text-muted text-xs">{agent.id}</p>
      </div>
      <span className="hidden truncate font-mono text-muted text-xs md:block">{agent.model.primary}</span>
    </li>
  );
}
