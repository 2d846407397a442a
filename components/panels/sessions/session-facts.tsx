import type { ReactNode } from "react";
import { SessionBadge } from "@/components/sessions/session-mark.tsx";
import { contextShareOf, SESSION_STATES, stateOf } from "@/components/sessions/session-state.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { compactNumber, exactNumber, money } from "@/components/ui/format.ts";
import { Link } from "@/components/ui/link.tsx";
import { Meter } from "@/components/ui/meter.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { logsHref } from "./sessions-route.ts";

/** What is known of a session; what is unknown is left out. */
export function SessionFacts({ row, origin }: { row: SessionRow; origin?: string }) {
  const share = contextShareOf(row);
  const runs = row.activeRunIds?.length ? row.activeRunIds : row.lastRunId ? [row.lastRunId] : [];
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5 text-sm">
      <Fact name="State">
        {stateOf(row) === "idle" ? SESSION_STATES.idle.label : <SessionBadge row={row} />}
        {row.pinned && <Badge>Pinned</Badge>}
        {row.archived && <Badge>Archived</Badge>}
      </Fact>
      <Fact name="Gateway">{origin}</Fact>
      <Fact name="Agent">
        <Link href={`/agents/${encodeURIComponent(row.agentId)}`} className="truncate hover:underline">
          {row.agentId}
        </Link>
      </Fact>
      <Fact name="Channel">{row.channel}</Fact>
      <Fact name="Category">{row.category}</Fact>
      <Fact name="Model">{row.model}</Fact>
      <Fact name="Thinking">{row.thinkingLevel}</Fact>
      <Fact name="Messages">{row.messageCount !== undefined && exactNumber(row.messageCount)}</Fact>
      <Fact name="Tokens">
        {row.totalTokens !== undefined && (
          <span title={`${row.inputTokens ?? 0} in, ${row.outputTokens ?? 0} out`}>
            {compactNumber(row.totalTokens)}
            {row.contextTokens ? ` of ${compactNumber(row.contextTokens)}` : ""}
          </span>
        )}
        {share !== undefined && <Meter value={share} label="Context used" />}
      </Fact>
      <Fact name="Cost">{row.estimatedCostUsd !== undefined && money(row.estimatedCostUsd)}</Fact>
      <Fact name={row.activeRunIds?.length ? "Running" : "Last run"}>
        {runs.map((run) => (
          <Link key={run} href={logsHref({ run })} className="truncate font-mono text-xs hover:underline" title={run}>
            {run}
          </Link>
        ))}
      </Fact>
      <Fact name="Updated">
        <RelativeTime time={row.updatedAt} />
      </Fact>
      <Fact name="Created">
        <RelativeTime time={row.createdAt} />
      </Fact>
      <Fact name="Key">
        <code className="min-w-0 truncate font-mono text-xs" title={row.key}>
          {row.key}
        </code>
        <CopyButton label="Copy the key" text={row.key} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children || (Array.isArray(children) && !children.some(Boolean))) return null;
  return (
    <>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="flex min-w-0 items-center gap-2">{children}</dd>
    </>
  );
}
