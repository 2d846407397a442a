import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Elapsed } from "@/components/ui/elapsed.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { Callout, Skeleton } from "@/components/ui/states.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { useCronRuns } from "@/hooks/use-cron.ts";
import { runHref } from "./job-facts.ts";
import { RunEntry } from "./run-entry.tsx";

const PAGE = 25;
/** The most that a gateway gives at once. */
const MOST = 200;

const PARSERS = {
  runs: parseAsStringLiteral(["all", "error"] as const).withDefault("all"),
  /** The one that is open. */
  run: parseAsString,
};

/** What a job did, or all of them without an id, newest first, each run with its output. */
export function JobHistory({ id, runningSince }: { id?: string; runningSince?: number }) {
  const [{ runs: shown, run: openId }, set] = useQueryStates(PARSERS, { history: "replace" });
  const [limit, setLimit] = useState(PAGE);
  const { runs, total, isLoading, error } = useCronRuns(id, {
    limit,
    ...(shown === "error" && { status: "error" as const }),
  });
  return (
    <Section
      title={total > 0 ? `History (${total})` : "History"}
      actions={
        <Segmented
          label="Runs"
          value={shown}
          onValueChange={(value) => set({ runs: value })}
          choices={[
            { value: "all", label: "All" },
            { value: "error", label: "Failed" },
          ]}
        />
      }
    >
      {runningSince !== undefined && <RunningNow since={runningSince} sessionKey={runs[0]?.sessionKey} />}
      {runs.length > 0 ? (
        <ol className="divide-y">
          {runs.map((run) => {
            const key = run.runId ?? String(run.ts);
            return (
              <RunEntry
                key={`${key} ${run.ts}`}
                run={run}
                isNamed={id === undefined}
                isOpen={openId === key}
                onToggle={() => set({ run: openId === key ? null : key })}
              />
            );
          })}
        </ol>
      ) : error ? (
        <Callout tone="bad" className="m-3">
          {error.message}
        </Callout>
      ) : isLoading ? (
        <Skeleton className="m-3 h-24" />
      ) : runningSince === undefined ? (
        <p className="px-3 py-4 text-muted text-sm">
          {shown === "error"
            ? "No run failed."
            : id === undefined
              ? "No job has run yet."
              : "It has not run yet. “Run now” tries it out."}
        </p>
      ) : null}
      {total > runs.length && runs.length > 0 && limit < MOST && (
        <div className="border-t p-2 text-center">
          <Button variant="ghost" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
            Show more
          </Button>
        </div>
      )}
    </Section>
  );
}

/** The run that goes on; its session is known where an earlier one was in the same. */
function RunningNow({ since, sessionKey }: { since: number; sessionKey: string | undefined }) {
  const { isReady } = useConnection();
  return (
    <p className="flex min-h-11 items-center gap-2.5 border-b px-3 text-sm">
      <StatusDot tone="accent" live={isReady} />
      <span className="flex-1">Runs now</span>
      {sessionKey && (
        <Link href={runHref(sessionKey)} className="rounded-sm text-accent-text text-xs">
          Watch it
        </Link>
      )}
      <Elapsed since={since} frozen={!isReady} className="text-muted text-xs" />
    </p>
  );
}
