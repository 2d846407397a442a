"use client";

import { useMemo, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Page } from "@/components/ui/page.tsx";
import { downloadLog } from "./download.ts";
import { histogramOf } from "./histogram.ts";
import { onListKey } from "./list-keys.ts";
import { LogBody } from "./log-body.tsx";
import { LogDetail } from "./log-detail.tsx";
import { LogHistogram } from "./log-histogram.tsx";
import { LogSearch } from "./log-search.tsx";
import { LogStatus } from "./log-status.tsx";
import { LogActions, LogToolbar } from "./log-toolbar.tsx";
import { LogViewport } from "./log-viewport.tsx";
import { LogWrapped } from "./log-wrapped.tsx";
import { useLogKeys } from "./use-log-keys.ts";
import { useLogWorkbench } from "./use-log-workbench.ts";

const MOST_BARS = 160;

/** The log as it is written: searched, narrowed, followed, paused, and led back to the runs that wrote it. */
export default function LogsPanel() {
  const bench = useLogWorkbench();
  const { log, shown, mode, opened } = bench;
  const { params, set } = log;
  const search = useRef<HTMLInputElement>(null);
  useLogKeys({ search, togglePause: bench.togglePause });

  // A new object a look, so that the bars follow the counts; they are few.
  const histogram = useMemo(() => shown && histogramOf(shown.view.tally.seconds, MOST_BARS), [shown]);
  const List = params.wrap ? LogWrapped : LogViewport;

  return (
    <Page
      title="Logs"
      className="flex flex-col overflow-hidden"
      actions={
        <>
          <LogSearch
            ref={search}
            text={params.q}
            regex={params.regex}
            problem={bench.problem}
            onText={(q) => set({ q, around: null })}
            onRegex={(regex) => set({ regex })}
          />
          <LogActions
            paused={mode === "paused"}
            wrap={params.wrap}
            onPause={bench.togglePause}
            onWrap={() => set({ wrap: !params.wrap })}
            onDownload={(format) => shown && downloadLog(shown.view.entries(), format)}
          />
        </>
      }
    >
      <LogToolbar log={log} shown={shown} filtering={bench.filtering} />
      <LogHistogram histogram={histogram} onRange={bench.showRange} />
      {params.around !== null && (
        <div className="flex h-8 shrink-0 items-center gap-3 border-b bg-accent-soft px-3 text-accent-text text-xs">
          All lines around the chosen one
          <Button size="sm" className="ml-auto h-6" onClick={() => set({ around: null })}>
            Back to the filter
          </Button>
        </div>
      )}
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <LogBody bench={bench}>
            {shown && shown.matches > 0 && (
              <List
                ref={bench.list}
                shown={shown}
                pattern={bench.pattern}
                selected={opened?.cursor}
                following={mode === "follow"}
                onFollowing={bench.setFollowing}
                onSelect={bench.open}
                onKeyDown={(event) => onListKey(event, bench)}
                onReachStart={bench.loadOlder}
              />
            )}
          </LogBody>
        </div>
        <LogDetail bench={bench} />
      </div>
      <LogStatus
        mode={mode}
        newCount={bench.newCount}
        matches={shown?.matches ?? 0}
        searched={shown?.searched ?? 0}
        total={shown?.total ?? 0}
        filtering={bench.filtering}
        older={bench.older}
        onResume={bench.resume}
        onLoadOlder={bench.loadOlder}
      />
    </Page>
  );
}
