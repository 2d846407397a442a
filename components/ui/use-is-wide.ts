"use client";

import { useSyncExternalStore } from "react";

/** Tailwind's `lg`. */
const WIDE = "(min-width: 64rem)";

/** Whether the window has room for a second column. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, matchesWide, () => true);
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

function matchesWide(): boolean {
  return window.matchMedia(WIDE).matches;
}
