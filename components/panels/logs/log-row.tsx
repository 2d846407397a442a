import { memo } from "react";
import { cn } from "@/components/ui/cn.ts";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { highlightParts } from "./highlight.ts";
import { LEVEL_STYLE } from "./level-style.ts";
import { clockOf, fieldsTextOf } from "./log-text.ts";

/** Height of a row that does not wrap, in pixels. */
export const ROW_HEIGHT = 20;

/** Characters of a message that a row which does not wrap can show on the widest screen. */
const WIDEST = 500;

export interface LogRowProps {
  entry: LogEntry;
  pattern: RegExp | undefined;
  wrap: boolean;
}

/** One line: time, level, source, message, and the fields behind it. Renders again only when it shows another line. */
export const LogRow = memo(function LogRow({ entry, pattern, wrap }: LogRowProps) {
  const { letter, text } = LEVEL_STYLE[entry.level];
  return (
    <>
      <span className="shrink-0 text-faint">{clockOf(entry.time)}</span>
      <span className={cn("w-[1ch] shrink-0 font-semibold", text)}>{letter}</span>
      <span className="hidden w-[10ch] shrink-0 truncate text-muted sm:block">
        <Marked text={entry.source} pattern={pattern} />
      </span>
      <span className={wrap ? "min-w-0 whitespace-pre-wrap break-words" : "min-w-0 truncate whitespace-pre"}>
        <Marked text={wrap ? entry.msg : oneLine(entry.msg)} pattern={pattern} />
        <Fields entry={entry} pattern={pattern} wrap={wrap} />
      </span>
    </>
  );
});

function Fields({ entry, pattern, wrap }: LogRowProps) {
  const text = fieldsTextOf(entry);
  if (!text) return null;
  return (
    <span className="text-faint">
      {"  "}
      <Marked text={wrap ? text : oneLine(text)} pattern={pattern} />
    </span>
  );
}

/** A text with what the search found in it marked. */
function Marked({ text, pattern }: { text: string; pattern: RegExp | undefined }) {
  if (!pattern) return text;
  let offset = 0;
  return highlightParts(text, pattern).map(({ text: part, hit }) => {
    offset += part.length;
    return hit ? (
      <mark key={offset} className="rounded-sm bg-warn-soft text-warn">
        {part}
      </mark>
    ) : (
      <span key={offset}>{part}</span>
    );
  });
}

function oneLine(text: string): string {
  return (text.length > WIDEST ? text.slice(0, WIDEST) : text).replaceAll("\n", "↵");
}
