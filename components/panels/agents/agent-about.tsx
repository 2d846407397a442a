import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { AgentSummary } from "@/server/protocol/methods.ts";
import { AgentSessions } from "./agent-sessions.tsx";
import { agentHref } from "./agents-route.ts";

/** Who an agent is, and its newest conversations. */
export function AgentAbout({ agent }: { agent: AgentSummary }) {
  return (
    <div className="grid items-start gap-4 p-4 lg:grid-cols-2">
      <Section title="Identity">
        <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 px-3 py-2 text-sm">
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
        </dl>
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
          .
        </p>
      </Section>
      <AgentSessions agentId={agent.id} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="flex min-h-8 items-center text-muted">{name}</dt>
      <dd className="flex min-h-8 min-w-0 items-center gap-1">{children}</dd>
    </>
  );
}

function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <>
      <code className="truncate font-mono text-xs" title={text}>
        {text}
      </code>
      <CopyButton text={text} label={`Copy the ${what}`} />
    </>
  );
}
