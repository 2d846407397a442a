"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { onNextFrame } from "./frame.ts";
import { useGateway, useGatewayId } from "./gateway-provider.tsx";
import type { LogFilter } from "./logs/log-filter.ts";
import { holdLogLines } from "./logs/log-lines.ts";
import { emptyLogs, type LogsSnapshot, LogView } from "./logs/log-view.ts";

export interface LogsOptions {
  filter?: LogFilter;
  /** Nothing that comes is shown, it is counted. */
  paused?: boolean;
  gateway?: string;
}

export interface LogsView extends LogsSnapshot {
  /** Reads the lines before the oldest one. */
  loadOlder: () => void;
  /** Reads again what failed. */
  refresh: () => void;
}

const NO_FILTER: LogFilter = {};

/**
 * The log, live, from the newest 2,000 lines back to 100,000: as far as one reads, or all of them with a filter.
 * Filtered here, over every line that is loaded; drawn once a frame.
 */
export function useLogs({ filter = NO_FILTER, paused = false, gateway: named }: LogsOptions = {}): LogsView {
  const { client } = useGateway();
  const gateway = useGatewayId(named);
  const [held, setHeld] = useState<{ view: LogView; loadOlder: () => void; refresh: () => void }>();

  useEffect(() => {
    const { lines, release } = holdLogLines(client, gateway);
    const view = new LogView({ lines, nextFrame: onNextFrame, now: () => performance.now() });
    setHeld({ view, loadOlder: () => void lines.loadOlder(), refresh: () => lines.retry() });
    return () => {
      setHeld(undefined);
      view.close();
      release();
    };
  }, [client, gateway]);

  const wanted = JSON.stringify(filter);
  useEffect(() => held?.view.setFilter(JSON.parse(wanted)), [held, wanted]);
  useEffect(() => held?.view.setPaused(paused), [held, paused]);

  const snapshot = useSyncExternalStore(
    useCallback((changed) => held?.view.subscribe(changed) ?? noSubscription, [held]),
    () => held?.view.snapshot ?? emptyLogs,
    () => emptyLogs,
  );
  return { ...snapshot, loadOlder: held?.loadOlder ?? noSubscription, refresh: held?.refresh ?? noSubscription };
}

const noSubscription = () => {};
