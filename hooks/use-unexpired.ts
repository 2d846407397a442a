"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

const TICK_MS = 1_000;

/** What has not expired yet, what expires first foremost. Time alone draws anew only when one is over. */
export function useUnexpired<Item extends { expiresAtMs: number }>(items: readonly Item[]): readonly Item[] {
  const all = useMemo(() => items.toSorted((one, other) => one.expiresAtMs - other.expiresAtMs), [items]);
  // The number of those that are over changes seldom: only then is anything drawn anew.
  const over = useSyncExternalStore(
    useCallback((changed) => everySecond(all.length > 0, changed), [all]),
    () => all.filter(({ expiresAtMs }) => expiresAtMs <= Date.now()).length,
    () => 0,
  );
  return useMemo(() => all.slice(over), [all, over]);
}

function everySecond(wanted: boolean, act: () => void): () => void {
  if (!wanted) return () => {};
  const timer = setInterval(act, TICK_MS);
  return () => clearInterval(timer);
}
