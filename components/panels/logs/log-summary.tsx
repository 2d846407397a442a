"use client";

import { memo, useMemo } from "react";
import { histogramOf } from "./histogram.ts";
import { LogHistogram } from "./log-histogram.tsx";
import { LogToolbar } from "./log-toolbar.tsx";
import type { LogParams } from "./use-log-params.ts";
import type { ShownLogView } from "./use-log-view.ts";

const MOST_BARS = 160;

interface LogSummaryProps {
  log: LogParams;
  /** Changes a few times a second at most. */
  calm: ShownLogView | undefined;
  filtering: boolean;
  onRange: (from: number, to: number) => void;
}

/** The lines in numbers: by level and source, each of which narrows them, and over time. */
export const LogSummary = memo(function LogSummary({ log, calm, filtering, onRange }: LogSummaryProps) {
  const { source, level } = log.params;
  const counts = useMemo(() => {
    if (!calm) return undefined;
    const { tally } = calm.view;
    return {
      levels: tally.levels(source),
      sources: tally.sources(level),
      histogram: histogramOf(tally.seconds, MOST_BARS),
    };
  }, [calm, source, level]);
  return (
    <>
      <LogToolbar log={log} levels={counts?.levels} sources={counts?.sources ?? NO_SOURCES} filtering={filtering} />
      <LogHistogram histogram={counts?.histogram} onRange={onRange} />
    </>
  );
});

const NO_SOURCES: { source: string; count: number }[] = [];
