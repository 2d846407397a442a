import { memo } from "react";
import { cn } from "@/components/ui/cn.ts";
import { LEVEL_STYLE } from "./level-style.ts";
import { lineId } from "./log-list.ts";
import { LogRow, type LogRowProps } from "./log-row.tsx";

interface LogLineProps extends Omit<LogRowProps, "wrap"> {
  /** Pixels from the start; left out, the line stands in the flow and wraps. */
  top?: number;
  selected: boolean;
}

/** A line as an option of the list, which listens for all of them. */
export const LogLine = memo(function LogLine({ entry, top, pattern, selected }: LogLineProps) {
  const wrap = top === undefined;
  return (
    <div
      id={lineId(entry.cursor)}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      data-cursor={entry.cursor}
      style={wrap ? undefined : { transform: `translateY(${top}px)` }}
      className={cn(
        "flex cursor-default gap-3 px-3 leading-5",
        wrap ? "min-h-5" : "absolute inset-x-0 top-0 h-5 contain-strict",
        selected ? "bg-selected" : cn("hover:bg-hover", LEVEL_STYLE[entry.level].row),
      )}
    >
      <LogRow entry={entry} pattern={pattern} wrap={wrap} />
    </div>
  );
});
