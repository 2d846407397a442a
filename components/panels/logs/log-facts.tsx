import { Filter, MessageSquare, UnfoldVertical } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { timeFormat } from "@/components/ui/locale.ts";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { exportedLine } from "./log-export.ts";
import type { LogWorkbench } from "./use-log-workbench.ts";

const exact = timeFormat({
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

/** One line in full, and the ways from it to its run, its session and its neighbours. */
export function LogFacts({ entry, bench }: { entry: LogEntry; bench: LogWorkbench }) {
  const { msg, time, runId, sessionKey, cursor, fields } = entry;
  return (
    <div className="grid gap-3">
      <time dateTime={new Date(time).toISOString()} className="text-muted text-xs">
        {exact.format(time)}
      </time>
      <p className="whitespace-pre-wrap break-words font-mono text-sm">{msg}</p>
      <dl className="grid gap-3 empty:hidden">
        {runId && (
          <Reference name="Run" value={runId}>
            <IconButton label="This run's lines only" icon={Filter} onClick={() => bench.openRun(runId)} />
          </Reference>
        )}
        {sessionKey && (
          <Reference name="Session" value={sessionKey}>
            <IconButton label="This session's lines only" icon={Filter} onClick={() => bench.openSession(sessionKey)} />
            <Button asChild variant="ghost" size="icon-sm">
              <Link href={`/chat/${encodeURIComponent(sessionKey)}`} aria-label="Open in Chat" title="Open in Chat">
                <MessageSquare aria-hidden />
              </Link>
            </Button>
          </Reference>
        )}
      </dl>
      {fields && (
        <pre className="whitespace-pre-wrap break-words rounded-md border bg-sunken p-2.5 font-mono text-xs leading-5">
          {JSON.stringify(fields, null, 2)}
        </pre>
      )}
      <div className="flex items-center gap-2">
        <Button size="sm" onClick={() => bench.showAround(cursor)}>
          <UnfoldVertical aria-hidden /> Show around this line
        </Button>
        <CopyButton label="Copy as JSON" text={() => JSON.stringify(exportedLine(entry), null, 2)} />
      </div>
    </div>
  );
}

function Reference({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <dt className="text-muted text-xs">{name}</dt>
        <dd className="truncate font-mono text-xs" title={value}>
          {value}
        </dd>
      </div>
      <dd className="flex shrink-0">{children}</dd>
    </div>
  );
}
