import { useRef, useSyncExternalStore } from "react";
import { secondTicker } from "./clock.ts";
import { stopwatch } from "./format.ts";

/** How long something has been going on, second by second. `frozen` holds it: what is not heard of may be over. */
export function Elapsed({ since, frozen, className }: { since: number; frozen?: boolean; className?: string }) {
  const now = useSyncExternalStore(frozen ? never : secondTicker.subscribe, secondTicker.now, () => since);
  const shown = useRef(now);
  if (!frozen) shown.current = now;
  return (
    <span className={className} suppressHydrationWarning>
      {stopwatch(shown.current - since)}
    </span>
  );
}

function never(): () => void {
  return () => {};
}
