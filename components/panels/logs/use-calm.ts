"use client";

import { useEffect, useRef, useState } from "react";
import type { ShownLogView } from "./use-log-view.ts";

const CALM_MS = 250;

/** What is shown, but a few times a second: numbers that change with every frame are read by nobody. */
export function useCalm(shown: ShownLogView | undefined): ShownLogView | undefined {
  const [calm, setCalm] = useState(shown);
  const changedAt = useRef(0);
  useEffect(() => {
    const change = () => {
      changedAt.current = performance.now();
      setCalm(shown);
    };
    const wait = changedAt.current + CALM_MS - performance.now();
    // Another filter is seen at once.
    if (wait <= 0 || shown?.view !== calm?.view) return change();
    const timer = setTimeout(change, wait);
    return () => clearTimeout(timer);
  }, [shown, calm?.view]);
  return calm;
}
