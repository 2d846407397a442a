import { Wrench } from "lucide-react";
import { Section } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useGatewayRpc } from "@/hooks/use-gateway-rpc.ts";
import type { ToolsCatalogResult } from "@/server/protocol/agents.ts";

type Tool = ToolsCatalogResult["groups"][number]["tools"][number];

/** What an agent can do beside talking. */
export function AgentTools({ agentId }: { agentId: string }) {
  const { data, error, isLoading, refresh } = useGatewayRpc("tools.catalog", { agentId }, { events: ["agents."] });
  const groups = data?.groups.filter(({ tools }) => tools.length > 0) ?? [];

  if (error && !data) return <ErrorState error={error} title="The tools could not be read" onRetry={refresh} />;
  if (isLoading) return <Skeleton className="m-4 h-64" />;
  if (groups.length === 0) {
    return (
      <EmptyState icon={Wrench} title="No tools">
        This agent can only talk.
      </EmptyState>
    );
  }
  return (
    <div className="grid items-start gap-4 p-4 lg:grid-cols-2">
      {groups.map((group) => (
        <Section key={group.id} title={`${group.label} (${group.tools.length})`}>
          <ul className="divide-y">
            {group.tools.map((tool) => (
              <ToolItem key={tool.id} tool={tool} />
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}

function ToolItem({ tool }: { tool: Tool }) {
  return (
    <li className="px-3 py-2">
      <details className="group">
        <summary className="flex cursor-pointer items-baseline gap-2 rounded-sm">
          <code className="font-mono text-sm">{tool.id}</code>
          <span className="min-w-0 flex-1 truncate text-muted text-sm group-open:whitespace-normal">
            {tool.description}
          </span>
        </summary>
        <pre className="mt-2 whitespace-pre-wrap break-words rounded-md bg-sunken p-3 font-mono text-xs">
          {JSON.stringify(tool.parameters, null, 2)}
        </pre>
      </details>
    </li>
  );
}
