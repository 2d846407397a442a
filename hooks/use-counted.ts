"use client";

import { useEffect, useRef } from "react";

/** How far a gateway is that sums up in the background; left out by those that always know. */
interface Counted {
  updatedAt: number;
  cacheStatus?: { status: string };
}

const AGAIN_MS = 3_000;
/** Readings in a row that may find it still counting; the next event begins anew. */
export const MOST_READINGS = 10;

/**
 * Reads again, a few times, while the gateway says that it is still counting: it tells no event when it is done.
 * Whether it is counting.
 */
export function useCounted(data: Counted | undefined, refresh: () => Promise<unknown>): boolean {
  const readings = useRef(0);
  const status = data?.cacheStatus?.status ?? "fresh";
  const isCounting = status !== "fresh";
  const readAt = data?.updatedAt;
  useEffect(() => {
    if (!isCounting) readings.current = 0;
    // Each reading, told by its time, is looked at once.
    if (readAt === undefined || !isCounting || readings.current >= MOST_READINGS) return;
    const timer = setTimeout(() => {
      readings.current += 1;
      // A failure is the reading's own, and shown there.
      refresh().catch(() => undefined);
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isCounting, readAt, refresh]);
  return isCounting;
}
