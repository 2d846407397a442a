import { type KeyboardEvent, useMemo, useState } from "react";
import { DayReadout } from "./day-readout.tsx";
import { PlotPlace } from "./plot-place.tsx";
import type { DaySeries, Measure } from "./usage-view.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 };

/** Bars by day, piled up by model. A day is chosen by the pointer or by the arrow keys and is read out above. */
export default function DayChart({ days, series, measure }: DaySeries & { measure: Measure }) {
  const last = Math.max(0, days.length - 1);
  const [chosen, setChosen] = useState<number>();
  const shown = Math.min(chosen ?? last, last);
  const names = series.map(({ name }) => name);
  const values = series.map((each) => each.values[shown] ?? 0);
  const data = useMemo(() => ({ days, series, measure }), [days, series, measure]);

  function press(event: KeyboardEvent) {
    const step = STEPS[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : step === undefined ? undefined : shown + step;
    if (to === undefined) return;
    event.preventDefault();
    setChosen(Math.min(last, Math.max(0, to)));
  }

  return (
    <div className="p-3">
      <DayReadout day={days[shown]} names={names} values={values} measure={measure} />
      <div
        role="slider"
        tabIndex={0}
        aria-label={`Day of the chart of ${measure} by day`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={shown}
        aria-valuetext={days[shown]}
        onKeyDown={press}
        onBlur={() => setChosen(undefined)}
        className="mt-2 h-52 w-full rounded-md"
      >
        <PlotPlace key={`${measure} ${names.join(" ")}`} data={data} chosen={chosen} onPoint={setChosen} />
      </div>
    </div>
  );
}
