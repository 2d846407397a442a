import { Copyable, Fact, Facts } from "@/components/ui/facts.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import { AgentBindings } from "./agent-bindings.tsx";
import { AgentSessions } from "./agent-sessions.tsx";
import { agentHref } from "./agents-route.ts";

/** Who an agent is, whom it answers, and its newest conversations. */
export function AgentAbout({ agent, isDefault }: { agent: AgentSummary; isDefault: boolean }) {
  return (
    <div className="grid items-start gap-4 p-4 lg:grid-cols-2">
      <div className="grid grid-cols-1 gap-4">
        <Section title="Identity">
          <Facts>
            <Fact name="Id">
              <Copyable text={agent.id} what="id" />
            </Fact>
            <Fact name="Model">
              <code className="font-mono text-xs">{agent.model.primary}</code>
            </Fact>
            {agent.model.fallbacks && agent.model.fallbacks.length > 0 && (
              <Fact name="Fallbacks">
                <code className="font-mono text-xs">{agent.model.fallbacks.join(", ")}</code>
              </Fact>
            )}
            <Fact name="Folder">
              <Copyable text={agent.workspace} what="folder" />
            </Fact>
            {agent.createdAt !== undefined && (
              <Fact name="Created">
                <RelativeTime time={agent.createdAt} />
              </Fact>
            )}
          </Facts>
          <p className="border-t px-3 py-2 text-muted text-sm">
            Who it is stands in{" "}
            <Link
              href={agentHref(agent.id, "files", "SOUL.md")}
              className="text-accent-text underline underline-offset-2"
            >
              SOUL.md
            </Link>
            , how it works in{" "}
            <Link
              href={agentHref(agent.id, "files", "AGENTS.md")}
              className="text-accent-text underline underline-offset-2"
            >
              AGENTS.md
            </Link>
            , and what it has learned to do in its{" "}
            <Link
              href={`/skills?agent=${encodeURIComponent(agent.id)}`}
              className="text-accent-text underline underline-offset-2"
            >
              skills
            </Link>
            .
          </p>
        </Section>
        <AgentBindings agent={agent} isDefault={isDefault} />
      </div>
      <AgentSessions agentId={agent.id} />
    </div>
  );
}
