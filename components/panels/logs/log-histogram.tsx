"use client";

import { memo, type PointerEvent, useState } from "react";
import { compactNumber } from "@/components/ui/format.ts";
import { timeFormat } from "@/components/ui/locale.ts";
import type { Histogram } from "./histogram.ts";
import type { SecondCounts } from "./log-tally.ts";

interface LogHistogramProps {
  histogram: Histogram | undefined;
  /** Called with the time that was dragged over, milliseconds since 1970. */
  onRange: (from: number, to: number) => void;
}

const HEIGHT = 28;
const LAYERS: readonly { part: keyof SecondCounts; fill: string }[] = [
  { part: "error", fill: "fill-bad" },
  { part: "warn", fill: "fill-warn" },
  { part: "calm", fill: "fill-line-strong" },
];

const clock = timeFormat({ dateStyle: "short", timeStyle: "medium" });

/** Lines over time, errors at the foot of each bar. Dragging over it chooses a range; the range menu does the same. */
export const LogHistogram = memo(function LogHistogram({ histogram, onRange }: LogHistogramProps) {
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  if (!histogram) return <div className="h-9 border-b" />;
  const { bars, step, peak } = histogram;
  const at = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * bars.length)));
  };
  const timeOf = (bar: number) => histogram.from + bar * step;
  const marked = drag && { first: Math.min(drag.from, drag.to), last: Math.max(drag.from, drag.to) };

  return (
    <div className="group relative border-b px-3 py-1">
      <svg
        role="img"
        aria-label={summary(histogram)}
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-7 w-full touch-none cursor-crosshair"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: at(event), to: at(event) });
        }}
        onPointerMove={(event) => {
          const to = at(event);
          setDrag((before) => before && { ...before, to });
        }}
        onPointerCancel={() => setDrag(undefined)}
        onPointerUp={() => {
          if (marked) onRange(timeOf(marked.first), timeOf(marked.last + 1) - 1);
          setDrag(undefined);
        }}
      >
        {LAYERS.map(({ part, fill }, layer) => (
          <path key={part} d={barsPath(bars, peak, layer)} className={fill} />
        ))}
        {marked && (
          <rect
            x={marked.first}
            width={marked.last - marked.first + 1}
            height={HEIGHT}
            className="fill-accent opacity-25"
          />
        )}
      </svg>
      <span aria-hidden className="pointer-events-none absolute top-0.5 right-3 bg-background px-1 text-2xs text-faint">
        {marked
          ? `${clock.format(timeOf(marked.first))} – ${clock.format(timeOf(marked.last + 1))}`
          : `peak ${compactNumber(peak)} / ${stepLabel(step)}`}
      </span>
    </div>
  );
});

/** One layer of all bars as one path: a hundred rectangles a layer would cost a frame. */
function barsPath(bars: readonly SecondCounts[], peak: number, layer: number): string {
  return bars
    .map((bar, index) => {
      const below = LAYERS.slice(0, layer).reduce((sum, { part }) => sum + heightOf(bar[part], peak), 0);
      const height = heightOf(bar[LAYERS[layer]?.part ?? "calm"], peak);
      return height > 0 ? `M${index} ${HEIGHT - below}h.85v${-height}h-.85z` : "";
    })
    .join("");
}

/** One line is seen, however high the peak. */
function heightOf(count: number, peak: number): number {
  return count === 0 ? 0 : Math.max(1, (count / peak) * (HEIGHT - 3));
}

function stepLabel(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${seconds / 60} min`;
  return seconds < 86_400 ? `${seconds / 3600} h` : `${Math.round(seconds / 86_400)} d`;
}

function summary({ from, to, bars }: Histogram): string {
  const sums = bars.reduce(
    (sum, { calm, warn, error }) => ({
      lines: sum.lines + calm + warn + error,
      warn: sum.warn + warn,
      error: sum.error + error,
    }),
    { lines: 0, warn: 0, error: 0 },
  );
  return `${sums.lines} lines from ${clock.format(from)} to ${clock.format(to)}: ${sums.error} errors, ${sums.warn} warnings`;
}
