import { useSyncExternalStore } from "react";
import { secondTicker } from "@/components/ui/clock.ts";

/** Seconds until a time, `to` in milliseconds since 1970. Not read out: it would never stop talking. */
export function Countdown({ to }: { to: number }) {
  const now = useSyncExternalStore(secondTicker.subscribe, secondTicker.now, () => to);
  const seconds = Math.max(0, Math.ceil((to - now) / 1_000));
  return (
    <span aria-hidden className="shrink-0">
      {seconds > 0 ? `next try in ${seconds} s` : "trying …"}
    </span>
  );
}
