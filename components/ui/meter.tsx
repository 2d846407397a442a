import { cn } from "./cn";

/** How full something is, 0 to 1; from `warnAt` on it is amber, from `badAt` on red. */
export function Meter({
  value,
  label,
  warnAt = 0.75,
  badAt = 0.9,
  className,
}: {
  value: number;
  label: string;
  warnAt?: number;
  badAt?: number;
  className?: string;
}) {
  const full = Math.min(1, Math.max(0, value));
  const tone = full >= badAt ? "bg-bad" : full >= warnAt ? "bg-warn" : "bg-accent";
  const percent = Math.round(full * 100);
  return (
    <span className={cn("relative inline-block h-1.5 w-16 overflow-hidden rounded-full bg-hover", className)}>
      <meter aria-label={label} value={percent} max={100} className="sr-only">
        {percent} %
      </meter>
      <span aria-hidden className={cn("block h-full rounded-full", tone)} style={{ width: `${percent}%` }} />
    </span>
  );
}
