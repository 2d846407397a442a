import { useEffect, useState } from "react";
import { useConnection } from "@/hooks/use-connection.ts";

const TICK_MS = 1_000;

/**
 * Milliseconds since `startedAt`, a step a second while `live`. It stands still while there is no connection:
 * nobody knows then whether the run still goes on. Undefined without a start.
 */
export function useElapsed(startedAt: number | undefined, live: boolean): number | undefined {
  const { isReady } = useConnection();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!live || !isReady) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [live, isReady]);
  return startedAt === undefined ? undefined : Math.max(0, now - startedAt);
}
