import { MessageSquare } from "lucide-react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import type { ActiveRun } from "@/server/protocol/system.ts";
import { AgentFace } from "./agent-face.tsx";
import { AgentState } from "./agent-state.tsx";
import { agentHref, chatHref, mainSessionOf } from "./agents-route.ts";

/** One agent in the roster. The whole row leads to it. */
export function AgentRow({
  agent,
  isDefault,
  runs,
  lastActive,
}: {
  agent: AgentSummary;
  isDefault: boolean;
  runs: readonly ActiveRun[];
  /** When something happened in one of its sessions, milliseconds since 1970. */
  lastActive: number | undefined;
}) {
  const [run] = runs;
  return (
    <li className="relative grid min-h-14 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b px-4 py-2 transition-colors hover:bg-hover md:grid-cols-[auto_minmax(0,1.2fr)_9rem_minmax(0,1fr)_8rem_auto]">
      <AgentFace agent={agent} />
      <div className="min-w-0">
        <p className="flex items-center gap-2">
          <Link
            href={agentHref(agent.id)}
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {agent.name}
          </Link>
          {isDefault && <Badge>Default</Badge>}
        </p>
        <p className="truncate font-mono text-muted text-xs">{agent.id}</p>
      </div>
      <span className="hidden md:block">
        <AgentState runs={runs} />
      </span>
      <span className="hidden truncate font-mono text-muted text-xs md:block" title={agent.model.primary}>
        {agent.model.primary}
      </span>
      <span className="hidden text-muted text-xs md:block">
        {run ? (
          <Link
            href={chatHref(run.sessionKey)}
            className="relative z-10 rounded-sm text-accent-text underline-offset-2 hover:underline"
          >
            Run from <RelativeTime time={run.startedAt} />
          </Link>
        ) : (
          lastActive !== undefined && (
            <>
              Active <RelativeTime time={lastActive} />
            </>
          )
        )}
      </span>
      <span className="flex items-center gap-2">
        <span className="md:hidden">
          <AgentState runs={runs} />
        </span>
        <Button asChild variant="ghost" size="icon-sm" className="relative z-10">
          <Link href={chatHref(mainSessionOf(agent.id))} aria-label={`Chat with ${agent.name}`} title="Chat">
            <MessageSquare aria-hidden />
          </Link>
        </Button>
      </span>
    </li>
  );
}
