"use client";

import { useCallback, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Page } from "@/components/ui/page.tsx";
import { useEveryGateway } from "@/hooks/gateway-provider.tsx";
import { downloadLog } from "./download.ts";
import { FleetLogs } from "./fleet-logs.tsx";
import { onListKey } from "./list-keys.ts";
import { LogBody } from "./log-body.tsx";
import { LogDetail } from "./log-detail.tsx";
import type { LogFormat } from "./log-export.ts";
import { LogHeader } from "./log-header.tsx";
import { LogStatus } from "./log-status.tsx";
import { LogSummary } from "./log-summary.tsx";
import { LogViewport } from "./log-viewport.tsx";
import { LogWrapped } from "./log-wrapped.tsx";
import { useCalm } from "./use-calm.ts";
import { useLogKeys } from "./use-log-keys.ts";
import { useLogWorkbench } from "./use-log-workbench.ts";

/** The log as it is written: searched, narrowed, followed, paused, and led back to the runs that wrote it. */
export default function LogsPanel() {
  const every = useEveryGateway();
  return every ? <FleetLogs /> : <GatewayLog />;
}

function GatewayLog() {
  const bench = useLogWorkbench();
  const { log, shown, mode, opened } = bench;
  const { params, set } = log;
  const search = useRef<HTMLInputElement>(null);
  useLogKeys({ search, togglePause: bench.togglePause });

  const calm = useCalm(shown);
  const latest = useRef(shown);
  latest.current = shown;
  const download = useCallback((format: LogFormat) => {
    if (latest.current) downloadLog(latest.current.view.entries(), format);
  }, []);
  const List = params.wrap ? LogWrapped : LogViewport;

  return (
    <Page
      title="Logs"
      className="flex flex-col overflow-hidden"
      actions={
        <LogHeader
          ref={search}
          log={log}
          problem={bench.problem}
          paused={mode === "paused"}
          onPause={bench.togglePause}
          onDownload={download}
        />
      }
    >
      <LogSummary log={log} calm={calm} filtering={bench.filtering} onRange={bench.showRange} />
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
        isRead={!bench.isLoading && (!bench.error || (calm?.total ?? 0) > 0)}
        mode={mode}
        newCount={bench.newCount}
        matches={calm?.matches ?? 0}
        searched={calm?.searched ?? 0}
        total={calm?.total ?? 0}
        filtering={bench.filtering}
        older={bench.older}
        onResume={bench.resume}
        onLoadOlder={bench.loadOlder}
      />
    </Page>
  );
}
