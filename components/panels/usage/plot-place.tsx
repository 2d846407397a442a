import { useEffect, useRef } from "react";
import { Plot } from "./plot.ts";
import type { DaySeries, Measure } from "./usage-view.ts";

/** Where the chart is drawn. Other series, or another measure, are another chart: give them another key. */
export function PlotPlace({
  data,
  chosen,
  onPoint,
}: {
  data: DaySeries & { measure: Measure };
  chosen: number | undefined;
  onPoint: (index: number | undefined) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    if (!host.current) return;
    const drawn = new Plot(host.current, latest.current, onPoint);
    plot.current = drawn;
    return () => drawn.close();
  }, [onPoint]);
  useEffect(() => plot.current?.show(data), [data]);
  useEffect(() => plot.current?.point(chosen), [chosen]);

  return <div ref={host} aria-hidden className="h-full w-full" />;
}
