import { ArrowDown, ArrowUp } from "lucide-react";
import { exactNumber } from "@/components/ui/format.ts";
import type { LoggedFrame } from "@/hooks/debug/frame-log.ts";

/** A frame in one line: when, which way, what it is and how much. */
export function FrameRow({
  frame,
  isChosen,
  onChoose,
}: {
  frame: LoggedFrame;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { at, direction, kind, name, gateway, tookMs, failed, size } = frame;
  const Arrow = direction === "out" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="flex h-7 w-full items-center gap-2 px-3 text-left font-mono text-xs hover:bg-hover focus-visible:-outline-offset-2 aria-pressed:bg-selected"
    >
      <span className="shrink-0 text-muted tabular-nums">{timeOf(at)}</span>
      <Arrow
        aria-label={direction === "out" ? "sent" : "heard"}
        className={direction === "out" ? "size-3 shrink-0 text-accent-text" : "size-3 shrink-0 text-info"}
      />
      <span className={failed ? "shrink-0 text-bad" : "shrink-0 text-muted"}>{failed ? "error" : kind}</span>
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {gateway && <span className="hidden max-w-24 truncate text-muted lg:inline">{gateway}</span>}
      {tookMs !== undefined && <span className="shrink-0 text-muted tabular-nums">{tookMs} ms</span>}
      <span className="w-14 shrink-0 text-right text-muted tabular-nums">{exactNumber(size)}</span>
    </button>
  );
}

/** "14:03:22.118" */
function timeOf(at: number): string {
  const time = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}
