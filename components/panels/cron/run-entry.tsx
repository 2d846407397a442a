import { ChevronRight, CircleCheck, CircleSlash, CircleX } from "lucide-react";
import { useId } from "react";
import { Markdown } from "@/components/chat/markdown/markdown.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { compactNumber, duration } from "@/components/ui/format.ts";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { CronRunEntry, CronRunStatus } from "@/server/protocol/cron.ts";
import { jobHref } from "./cron-route.ts";
import { runHref } from "./job-facts.ts";

interface RunEntryProps {
  run: CronRunEntry;
  isOpen: boolean;
  onToggle: () => void;
  /** Stands among the runs of other jobs: it says whose it is. */
  isNamed?: boolean;
}

/** One run: how it went, and when it is open what came out of it. */
export function RunEntry({ run, isOpen, onToggle, isNamed }: RunEntryProps) {
  const bodyId = useId();
  const { status = "skipped", ts, runAtMs = ts, durationMs, summary, error } = run;
  const { icon: Icon, label, className } = LOOKS[status];
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={bodyId}
        onClick={onToggle}
        className="flex min-h-11 w-full items-center gap-2.5 px-3 py-1.5 text-left text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-3.5 shrink-0 text-faint transition-transform", isOpen && "rotate-90")}
        />
        <Icon aria-label={label} className={cn("size-4 shrink-0", className)} />
        {isNamed && (
          <span className="max-w-48 shrink-0 truncate font-medium max-sm:max-w-32">{run.jobName ?? run.jobId}</span>
        )}
        <span className="min-w-0 flex-1 truncate text-muted">{firstLine(error ?? summary) || label}</span>
        {durationMs !== undefined && <span className="shrink-0 text-muted text-xs">{duration(durationMs)}</span>}
        <RelativeTime time={runAtMs} className="w-14 shrink-0 text-right text-muted text-xs" />
      </button>
      <div id={bodyId} hidden={!isOpen} className="px-3 pt-2 pb-3 pl-11">
        {isOpen && <Output run={run} isNamed={isNamed} />}
      </div>
    </li>
  );
}

function Output({ run, isNamed }: Pick<RunEntryProps, "run" | "isNamed">) {
  const { jobId, error, summary, sessionKey, model, usage } = run;
  const tokens = usage?.total_tokens;
  return (
    <div className="grid gap-2 text-sm">
      {error && <p className="whitespace-pre-wrap break-words text-bad">{error}</p>}
      {summary && summary !== error && <Markdown text={summary} />}
      {!error && !summary && <p className="text-muted">It said nothing.</p>}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        {sessionKey && (
          <Button asChild size="sm">
            <Link href={runHref(sessionKey)}>Open its session</Link>
          </Button>
        )}
        {isNamed && (
          <Button asChild size="sm">
            <Link href={jobHref(jobId)}>Open the job</Link>
          </Button>
        )}
        {model && <code className="font-mono">{model}</code>}
        {tokens !== undefined && tokens > 0 && <span>{compactNumber(tokens)} tokens</span>}
      </div>
    </div>
  );
}

const LOOKS: Record<CronRunStatus, { icon: typeof CircleCheck; label: string; className: string }> = {
  ok: { icon: CircleCheck, label: "Went well", className: "text-good" },
  error: { icon: CircleX, label: "Failed", className: "text-bad" },
  skipped: { icon: CircleSlash, label: "Skipped", className: "text-muted" },
};

function firstLine(text: string | undefined): string {
  return (
    text
      ?.trim()
      .split("\n", 1)[0]
      ?.replace(/[*_`#>]+/g, "")
      .trim() ?? ""
  );
}
