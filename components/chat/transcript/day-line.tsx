import { timeFormat } from "@/components/ui/locale.ts";

const sameYear = timeFormat({ weekday: "long", day: "numeric", month: "long" });
const otherYear = timeFormat({ day: "numeric", month: "long", year: "numeric" });

/** Says which day the messages below it are from. */
export function DayLine({ time }: { time: number }) {
  const format = new Date(time).getFullYear() === new Date().getFullYear() ? sameYear : otherYear;
  return (
    <div className="flex items-center gap-3 py-2 text-faint text-xs">
      <span aria-hidden className="h-px flex-1 bg-line" />
      <time dateTime={new Date(time).toISOString()}>{format.format(time)}</time>
      <span aria-hidden className="h-px flex-1 bg-line" />
    </div>
  );
}
