/** Colours of the chart's series, as classes and as variables of the theme; the word stands beside each. */
export const SERIES_COLORS = [
  { className: "bg-accent-text", variable: "--accent-text" },
  { className: "bg-good", variable: "--good" },
  { className: "bg-warn", variable: "--warn" },
  { className: "bg-info", variable: "--info" },
  { className: "bg-faint", variable: "--text-faint" },
] as const;

/** The colour of one series; what comes after the last colour has that. */
export function seriesColor(index: number) {
  return SERIES_COLORS[Math.min(index, SERIES_COLORS.length - 1)] ?? SERIES_COLORS[0];
}
