import { useSyncExternalStore } from "react";
import { slowTicker } from "./clock.ts";
import { timeFormat } from "./locale.ts";

const STEPS = [
  { unit: "y", ms: 365 * 86_400_000 },
  { unit: "mo", ms: 30 * 86_400_000 },
  { unit: "d", ms: 86_400_000 },
  { unit: "h", ms: 3_600_000 },
  { unit: "m", ms: 60_000 },
] as const;

const exact = timeFormat({ dateStyle: "medium", timeStyle: "medium" });

/** "4m ago", kept true as time goes on, with the exact time on hover. `time` in milliseconds since 1970. */
export function RelativeTime({ time, className }: { time: number; className?: string }) {
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, () => time);
  return (
    <time
      dateTime={new Date(time).toISOString()}
      title={exact.format(time)}
      className={className}
      suppressHydrationWarning
    >
      {relative(time, now)}
    </time>
  );
}

/** The largest unit that fits; "now" within a minute, "in 5m" ahead of us. */
export function relative(time: number, now: number): string {
  const distance = Math.abs(now - time);
  const step = STEPS.find(({ ms }) => distance >= ms);
  if (!step) return "now";
  const count = `${Math.floor(distance / step.ms)}${step.unit}`;
  return time > now ? `in ${count}` : `${count} ago`;
}
