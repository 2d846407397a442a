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
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(full * 100)}
      className={cn("h-1.5 w-16 overflow-hidden rounded-full bg-hover", className)}
    >
      <div className={cn("h-full rounded-full", tone)} style={{ width: `${full * 100}%` }} />
    </div>
  );
}
