/** A line of values without axes, 0 at the bottom; `label` says what it shows. */
export function Sparkline({
  values,
  label,
  className,
}: {
  values: readonly number[];
  label: string;
  className?: string;
}) {
  const most = Math.max(...values, 0);
  const step = values.length > 1 ? 100 / (values.length - 1) : 0;
  const points = values.map(
    (value, i) => `${(i * step).toFixed(2)},${(27 - (most ? value / most : 0) * 25).toFixed(2)}`,
  );
  return (
    <svg role="img" aria-label={label} viewBox="0 0 100 28" preserveAspectRatio="none" className={className}>
      <polygon points={`0,28 ${points.join(" ")} 100,28`} className="fill-accent-soft" />
      <polyline
        points={points.join(" ")}
        fill="none"
        vectorEffect="non-scaling-stroke"
        strokeWidth={1.5}
        className="stroke-accent-text"
      />
    </svg>
  );
}
