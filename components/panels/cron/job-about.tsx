import { Copyable, Fact, Facts } from "@/components/ui/facts.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { CronJob } from "@/server/protocol/cron.ts";
import { placeText, wordsOf } from "./job-facts.ts";

/** What a job tells whom, and where. */
export function JobAbout({ job }: { job: CronJob }) {
  const { byId, defaultId } = useAgents();
  const { id, agentId = defaultId, payload, deleteAfterRun, createdAtMs, description } = job;
  const words = wordsOf(job);
  return (
    <Section title="What it does">
      {description && <p className="border-b px-3 py-2.5 text-muted text-sm">{description}</p>}
      <p className="max-h-64 overflow-y-auto whitespace-pre-wrap break-words border-b px-3 py-2.5 text-sm">
        {words ?? (
          <span className="text-muted">Not words to an agent, but “{payload.kind}”: see it on the gateway.</span>
        )}
      </p>
      <Facts>
        <Fact name="Agent">
          {agentId && (
            <Link href={`/agents/${encodeURIComponent(agentId)}`} className="truncate text-accent-text hover:underline">
              {byId(agentId)?.name ?? agentId}
            </Link>
          )}
        </Fact>
        <Fact name="Session">
          <span className="min-w-0 break-words">{placeText(job)}</span>
        </Fact>
        {payload.kind === "agentTurn" && payload.model && (
          <Fact name="Model">
            <code className="truncate font-mono text-xs">{payload.model}</code>
          </Fact>
        )}
        {deleteAfterRun && (
          <Fact name="Afterwards">
            <span>It goes when it went well</span>
          </Fact>
        )}
        <Fact name="Id">
          <Copyable text={id} what="id" />
        </Fact>
        <Fact name="Created">
          <RelativeTime time={createdAtMs} />
        </Fact>
      </Facts>
    </Section>
  );
}
