"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { textPatternOf } from "@/hooks/logs/log-search.ts";
import { useLogs } from "@/hooks/use-logs.ts";
import type { LogListHandle } from "./log-list.ts";
import { EVERY_LINE, isFiltering } from "./log-query.ts";
import type { TailMode } from "./log-status.tsx";
import { useLogParams } from "./use-log-params.ts";
import { lineAt, placeOf, useLogView } from "./use-log-view.ts";

/** Everything the panel shows and does, from the address, the live lines and the person's last move. */
export function useLogWorkbench() {
  const log = useLogParams();
  const { params, query, set } = log;
  const { line, around } = params;
  // Someone who comes to read a certain line does not want it to run away.
  const [mode, setMode] = useState<TailMode>(line !== null || around !== null ? "paused" : "follow");
  // What is paused before the first lines came would stay empty.
  const [begun, setBegun] = useState(false);
  const { follower, isEmpty, newCount, isComplete, isLoadingOlder, loadOlder, isLoading, error, refresh } = useLogs({
    paused: begun && mode !== "follow",
  });
  useEffect(() => {
    if (!isEmpty) setBegun(true);
  }, [isEmpty]);
  const shown = useLogView(around === null ? query : EVERY_LINE, follower);
  const list = useRef<LogListHandle>(null);
  const parsed = useMemo(() => textPatternOf(query), [query]);
  const filtering = isFiltering(parsed.ok ? query : { ...query, text: "" }) && around === null;

  // A search that leaves lines out must have looked at all of them.
  const wantsOlder = !isComplete && !isLoadingOlder && !isLoading && (filtering || line !== null || around !== null);
  useEffect(() => {
    if (wantsOlder) loadOlder();
  }, [wantsOlder, loadOlder]);

  const opened = useMemo(() => {
    const entry = line === null || !shown ? undefined : lineAt(shown, placeOf(shown, line));
    return entry?.cursor === line ? entry : undefined;
  }, [shown, line]);

  /** The line to bring in sight as soon as it is there. */
  const sought = useRef(around ?? line);
  useEffect(() => {
    const cursor = sought.current;
    if (!shown || cursor === null) return;
    const index = placeOf(shown, cursor);
    if (lineAt(shown, index)?.cursor !== cursor) return;
    sought.current = null;
    list.current?.reveal(index, "center");
  }, [shown]);

  const resume = useCallback(() => setMode("follow"), []);
  const setFollowing = useCallback((following: boolean) => {
    // Scrolling to the end does not undo a pause that someone asked for.
    setMode((before) => (before === "paused" ? before : following ? "follow" : "scrolled"));
  }, []);
  const togglePause = useCallback(() => setMode((before) => (before === "paused" ? "follow" : "paused")), []);
  const open = useCallback(
    (cursor: number | null) => {
      setMode((before) => (before === "follow" && cursor !== null ? "scrolled" : before));
      set({ line: cursor });
    },
    [set],
  );

  const toStart = useCallback(() => {
    setMode((before) => (before === "follow" ? "scrolled" : before));
    list.current?.reveal(0, "nearest");
  }, []);

  const showRange = useCallback(
    (from: number, to: number) => set({ last: null, from: new Date(from), to: new Date(to) }),
    [set],
  );

  return {
    log,
    shown,
    mode,
    opened,
    list,
    filtering,
    newCount,
    isLoading,
    error,
    refresh,
    older: isComplete ? ("none" as const) : isLoadingOlder ? ("loading" as const) : ("there" as const),
    pattern: parsed.ok ? parsed.pattern : undefined,
    problem: parsed.ok ? undefined : parsed.message,
    open,
    openRun: (run: string) => set({ run, around: null }),
    openSession: (session: string) => set({ session, around: null }),
    toStart,
    resume,
    setFollowing,
    togglePause,
    loadOlder,
    showAround: (cursor: number) => {
      setMode("paused");
      sought.current = cursor;
      set({ around: cursor, line: cursor });
    },
    showRange,
  };
}

export type LogWorkbench = ReturnType<typeof useLogWorkbench>;
