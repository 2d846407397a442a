import { Download } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Fact, Facts } from "@/components/ui/facts.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { useUpdate } from "@/hooks/use-update.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { UpdateAvailable, UpdateRun } from "@/server/protocol/updates.ts";
import { RunUpdate } from "./run-update.tsx";
import { newerWords, phaseWords, reasonWords, UPDATE_ENDS, versionsOf } from "./update-facts.ts";

/** Whether there is a newer version, and how the last try to get one went; nothing where a gateway does not tell. */
export function GatewayUpdates({ gateway }: { gateway: GatewayInfo }) {
  const { isOffered, status, error, refresh } = useUpdate(gateway);
  const [isAsking, setIsAsking] = useState(false);
  if (!isOffered || gateway.status.state !== "ready") return null;
  const newer = status?.updateAvailable ?? undefined;
  const canRun = newer !== undefined && !status?.activeRun && gateway.methods?.includes("update.run");

  return (
    <Section
      title="Updates"
      actions={
        canRun && (
          <Button size="sm" variant="primary" onClick={() => setIsAsking(true)}>
            <Download aria-hidden /> Update
          </Button>
        )
      }
    >
      {!status && error ? (
        <ErrorState error={error} title="Updates could not be told" onRetry={refresh} />
      ) : (
        <Facts>
          <Fact name="Newer version">
            {newer ? (
              <>
                {newerWords(newer)} <Badge tone="info">{newer.channel}</Badge>
              </>
            ) : (
              <span className="text-muted">{status ? "none that it knows of" : "…"}</span>
            )}
          </Fact>
          {newer && <Changes newer={newer} />}
          {status?.activeRun ? (
            <Fact name="Now">
              {versionsOf(status.activeRun)} · {phaseWords(status.activeRun)}
            </Fact>
          ) : (
            status?.lastRun && <LastTry run={status.lastRun} />
          )}
        </Facts>
      )}
      {isAsking && newer && <RunUpdate gateway={gateway} newer={newer} onClose={() => setIsAsking(false)} />}
    </Section>
  );
}

function Changes({ newer: { commits, latestVersion } }: { newer: UpdateAvailable }) {
  return (
    <Fact name="What changed">
      {commits && commits.length > 0 ? (
        <ul className="grid min-w-0 gap-1 py-1.5">
          {commits.map(({ sha, subject }) => (
            <li key={sha} className="truncate text-xs" title={subject}>
              {subject}
            </li>
          ))}
        </ul>
      ) : (
        <a
          href={`https://github.com/openclaw/openclaw/releases/tag/v${encodeURIComponent(latestVersion)}`}
          target="_blank"
          rel="noreferrer noopener"
          className="rounded-sm underline underline-offset-2 hover:text-text"
        >
          its release notes
        </a>
      )}
    </Fact>
  );
}

function LastTry({ run }: { run: UpdateRun }) {
  const { label, tone } = UPDATE_ENDS[run.status];
  const why = run.status === "succeeded" ? undefined : (run.origin.nextAction ?? reasonWords(run.reason));
  return (
    <Fact name="Last try">
      <div className="grid gap-0.5 py-1.5">
        <p className="flex flex-wrap items-center gap-x-2">
          <Badge tone={tone}>{label}</Badge>
          {versionsOf(run)}
          <RelativeTime time={run.updatedAtMs} className="text-muted text-xs" />
        </p>
        {why && <p className="text-muted text-xs">{why}</p>}
      </div>
    </Fact>
  );
}
