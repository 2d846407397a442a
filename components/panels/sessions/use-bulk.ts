"use client";

import { useEffect, useRef, useState } from "react";
import { type BulkProgress, runBulk } from "./bulk.ts";

/** One action over many sessions: under way, or how it ended when something failed. */
export type BulkState =
  | { state: "idle" }
  | { state: "working"; verb: string; progress: BulkProgress }
  | { state: "failed"; verb: string; progress: BulkProgress };

/** Runs one bulk action at a time; stops beginning new requests when the panel goes away. */
export function useBulk() {
  const [bulk, setBulk] = useState<BulkState>({ state: "idle" });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const run = async (verb: string, keys: readonly string[], act: (key: string) => Promise<unknown>) => {
    const controller = new AbortController();
    stop.current = controller;
    setBulk({ state: "working", verb, progress: { total: keys.length, done: 0, failures: [] } });
    const progress = await runBulk(
      keys,
      act,
      (now) => !controller.signal.aborted && setBulk({ state: "working", verb, progress: now }),
      controller.signal,
    );
    if (progress.failures.length > 0) setBulk({ state: "failed", verb, progress });
    else setBulk({ state: "idle" });
    return progress;
  };

  return {
    bulk,
    run,
    cancel: () => stop.current?.abort(),
    dismiss: () => setBulk({ state: "idle" }),
  };
}
