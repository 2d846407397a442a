import { useMemo } from "react";
import { cn } from "@/components/ui/cn";
import type { DiffLine } from "@/components/ui/line-diff.ts";
import { inPlace } from "../markdown/in-place.ts";
import { SCROLLABLE } from "../scrollable.ts";
import { linesOf, type TextChange } from "./tool-changes.ts";

const LOOK: Record<DiffLine["kind"], { sign: string; said: string; className: string }> = {
  same: { sign: " ", said: "", className: "text-muted" },
  added: { sign: "+", said: "Added: ", className: "bg-good-soft text-good" },
  removed: { sign: "−", said: "Removed: ", className: "bg-bad-soft text-bad" },
};

/** What a tool changed, line by line. Where in the file it stands the call does not tell: lines have no numbers. */
export function ChangeView({ changes }: { changes: readonly TextChange[] }) {
  const pieces = useMemo(() => changes.map(linesOf), [changes]);
  return (
    <figure aria-label="What it changes" className="overflow-hidden rounded-md border bg-sunken">
      <pre {...SCROLLABLE} className="overflow-auto py-2 font-mono text-[0.8125rem] leading-5">
        {inPlace(pieces, (lines, at) => (
          <div className={cn("w-max min-w-full", at > 0 && "mt-2 border-t pt-2")}>
            {inPlace(lines, ({ kind, text }) => (
              <div className={cn("px-3", LOOK[kind].className)}>
                <span aria-hidden className="inline-block w-4 select-none">
                  {LOOK[kind].sign}
                </span>
                <span className="sr-only">{LOOK[kind].said}</span>
                {text}
              </div>
            ))}
          </div>
        ))}
      </pre>
    </figure>
  );
}
