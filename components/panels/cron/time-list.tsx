import { useMemo } from "react";
import { type Format, timeFormat } from "@/components/ui/locale.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";

/** Times to come, each as a clock in the zone shows it and how far off it is. */
export function TimeList({
  times,
  zone,
  label,
}: {
  times: readonly number[];
  /** Left out, the browser's. */
  zone: string | undefined;
  label: string;
}) {
  const format = useMemo(() => formatFor(zone), [zone]);
  return (
    <ol aria-label={label} className="divide-y text-sm">
      {times.map((time) => (
        <li key={time} className="flex min-h-8 items-center justify-between gap-3 px-3">
          <span className="tabular-nums">{format.format(time)}</span>
          <RelativeTime time={time} className="text-muted text-xs" />
        </li>
      ))}
    </ol>
  );
}

function formatFor(zone: string | undefined): Format<number | Date> {
  const parts = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  } as const;
  try {
    return timeFormat({ ...parts, timeZone: zone });
  } catch {
    // A zone that the gateway knows and this browser does not.
    return timeFormat(parts);
  }
}
