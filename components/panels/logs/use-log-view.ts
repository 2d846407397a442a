"use client";

import { useEffect, useMemo, useState } from "react";
import { createStore, useStore } from "zustand";
import type { LogFollower } from "@/hooks/logs/log-follower.ts";
import type { LogEntry } from "@/server/protocol/logs.ts";
import type { LogQuery } from "./log-query.ts";
import { LogView, type LogViewState } from "./log-view.ts";

/**
 * A view with what it held when it was last shown; a new object whenever that changed. Places count from the first line
 * of that moment, whatever the view has taken in since.
 */
export interface ShownLogView extends LogViewState {
  view: LogView;
}

/** The line at a place; undefined when it has left meanwhile. */
export function lineAt({ view, base, matches }: ShownLogView, place: number): LogEntry | undefined {
  return place < matches ? view.line(base + place) : undefined;
}

/** The place of the first line at or after a cursor; `matches` when there is none. */
export function placeOf({ view, base, matches }: ShownLogView, cursor: number): number {
  return Math.min(matches, Math.max(0, view.numberOf(cursor) - base));
}

type Follower = Pick<LogFollower, "window" | "subscribe">;

/** The page is held no longer than this at a time; a frame has 16 ms. */
const SLICE_MS = 8;
/** A look that takes longer than this shows what it has found so far instead of what was found before. */
const PATIENCE_MS = 120;

/** The lines that a query wants, looked for a slice at a time. Undefined until the first look has shown something. */
export function useLogView(query: LogQuery, follower: Follower | undefined): ShownLogView | undefined {
  const view = useMemo(() => new LogView(query), [query]);
  // Outlives the view: what was found before stays in sight until the next look has found something.
  const [store] = useState(() => createStore<{ shown: ShownLogView | undefined }>(() => ({ shown: undefined })));

  useEffect(() => {
    if (!follower) return;
    const begun = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      const started = performance.now();
      const state = view.advance(follower.window, Date.now(), () => performance.now() - started > SLICE_MS);
      if (state.complete || started - begun > PATIENCE_MS) store.setState({ shown: { ...state, view } });
      if (!state.complete) timer = setTimeout(look);
    };
    look();
    const stop = follower.subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [view, follower, store]);

  return useStore(store, ({ shown }) => shown);
}
