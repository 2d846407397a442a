import uPlot from "uplot";
import { timeFormat } from "@/components/ui/locale.ts";
import "uplot/dist/uPlot.min.css";
import { compactNumber } from "@/components/ui/format.ts";
import { seriesColor } from "./series-colors.ts";
import type { DaySeries, Measure } from "./usage-view.ts";

/** Lines of the grid and words of the axes, quieter than the bars. */
const GRID = "--line";
const WORDS = "--text-muted";

/** The chart on its canvas: follows the size of its place and the theme. */
export class Plot {
  readonly #host: HTMLElement;
  readonly #plot: uPlot;
  readonly #sizes: ResizeObserver;
  readonly #theme: MutationObserver;
  readonly #scheme = window.matchMedia("(prefers-color-scheme: dark)");
  readonly #redraw = () => this.#plot.redraw(false);
  #days: readonly string[];

  constructor(host: HTMLElement, data: DaySeries & { measure: Measure }, onPoint: (index: number | undefined) => void) {
    this.#host = host;
    this.#days = data.days;
    // A colour that is asked for must be there at once, however short its transition.
    host.style.transitionProperty = "none";
    this.#plot = new uPlot(this.#options(data, onPoint), piled(data), host);
    this.#sizes = new ResizeObserver(() => this.#plot.setSize(sizeOf(host)));
    this.#sizes.observe(host);
    this.#theme = new MutationObserver(this.#redraw);
    this.#theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.#scheme.addEventListener("change", this.#redraw);
  }

  show(data: DaySeries): void {
    this.#days = data.days;
    this.#plot.setData(piled(data));
  }

  /** Marks a day, or none. */
  point(index: number | undefined): void {
    const left = index === undefined ? -10 : this.#plot.valToPos(index, "x");
    this.#plot.setCursor({ left, top: index === undefined ? -10 : 1 }, false);
  }

  close(): void {
    this.#sizes.disconnect();
    this.#theme.disconnect();
    this.#scheme.removeEventListener("change", this.#redraw);
    this.#plot.destroy();
  }

  #options({ series, measure }: DaySeries & { measure: Measure }, onPoint: (index: number | undefined) => void) {
    const color = (variable: string) => () => colorOf(this.#host, variable);
    const axis = { stroke: color(WORDS), font: "11px sans-serif", ticks: { show: false } };
    const bars = uPlot.paths.bars?.({ size: [0.7, 40], radius: 0.1 });
    const options: uPlot.Options = {
      ...sizeOf(this.#host),
      legend: { show: false },
      padding: [8, 4, 0, 0],
      scales: {
        x: { time: false, range: (_plot, _min, max) => [-0.6, Math.max(max, 0) + 0.6] },
        y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.08 : 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 26,
          space: 60,
          incrs: [1, 2, 7, 14, 30, 60],
          values: (_plot, splits) => splits.map((at) => dayName(this.#days[at])),
        },
        {
          ...axis,
          grid: { stroke: color(GRID), width: 1 },
          size: 56,
          space: 36,
          values: (_plot, splits) =>
            splits.map((value) => (measure === "cost" ? `$${Number(value.toPrecision(3))}` : compactNumber(value))),
        },
      ],
      // The highest pile is drawn first, each later one over it.
      series: [
        {},
        ...series
          .map((_each, index) => {
            const paint = color(seriesColor(index).variable);
            return { fill: paint, stroke: paint, width: 0, points: { show: false }, ...(bars && { paths: bars }) };
          })
          .reverse(),
      ],
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
      hooks: {
        setCursor: [
          (plot) => {
            // Only what a pointer does: keys tell their day themselves.
            if (plot.cursor.event) onPoint((plot.cursor.left ?? -1) < 0 ? undefined : (plot.cursor.idx ?? undefined));
          },
        ],
      },
    };
    return options;
  }
}

/** Each series on top of those that are drawn after it. */
function piled({ days, series }: DaySeries): uPlot.AlignedData {
  const sums = days.map(() => 0);
  const piles = series.map(({ values }) =>
    values.map((value, index) => {
      sums[index] = (sums[index] ?? 0) + value;
      return sums[index] ?? 0;
    }),
  );
  return [days.map((_day, index) => index), ...piles.reverse()];
}

function sizeOf(host: HTMLElement): { width: number; height: number } {
  return { width: Math.max(120, host.clientWidth), height: Math.max(80, host.clientHeight) };
}

/** A canvas knows no variables: the browser says what one comes to now. */
function colorOf(host: HTMLElement, variable: string): string {
  host.style.color = `var(${variable})`;
  return getComputedStyle(host).color;
}

const dayNames = timeFormat({ day: "numeric", month: "short", timeZone: "UTC" });

function dayName(day: string | undefined): string {
  return day ? dayNames.format(Date.parse(`${day}T00:00:00Z`)) : "";
}
