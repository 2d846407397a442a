import { useSyncExternalStore } from "react";
import { secondTicker } from "@/components/ui/clock.ts";
import { cn } from "@/components/ui/cn.ts";
import { stopwatch } from "@/components/ui/format.ts";
import { timeFormat } from "@/components/ui/locale.ts";

const clock = timeFormat({ timeStyle: "medium" });

const SOON_MS = 60_000;

/** Time left, of steady width. Not read out each second: what is left stands in the title, too. */
export function Expiry({ at }: { at: number }) {
  const now = useSyncExternalStore(secondTicker.subscribe, secondTicker.now, () => at);
  const left = Math.max(0, at - now);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`Expires at ${clock.format(at)}`}
      className={cn("shrink-0 text-xs tabular-nums", left < SOON_MS ? "text-warn" : "text-muted")}
    >
      expires in {stopwatch(left)}
    </time>
  );
}
