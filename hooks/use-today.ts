"use client";

import { useSyncExternalStore } from "react";

const LOOK_MS = 30_000;

/** The day by this device's clock, `YYYY-MM-DD`: another one soon after midnight. */
export function useToday(): string {
  return useSyncExternalStore(
    subscribe,
    () => dayOf(new Date()),
    () => dayOf(new Date()),
  );
}

/** `YYYY-MM-DD` in the browser's zone. */
export function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, LOOK_MS);
  return () => clearInterval(timer);
}
