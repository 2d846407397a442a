import { useMemo } from "react";
import { cn } from "@/components/ui/cn.ts";
import { type DiffLine, lineDiff } from "./line-diff.ts";

const LOOK: Record<DiffLine["kind"], { sign: string; said: string; className: string }> = {
  same: { sign: " ", said: "", className: "text-muted" },
  added: { sign: "+", said: "Added: ", className: "bg-good-soft text-good" },
  removed: { sign: "−", said: "Removed: ", className: "bg-bad-soft text-bad" },
};

/** What changed between two texts, line by line. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const diff = useMemo(() => lineDiff(before, after), [before, after]);

  if (!diff) {
    return <p className="p-4 text-muted text-sm">The two differ almost everywhere, too much to show line by line.</p>;
  }
  if (diff.hunks.length === 0) return <p className="p-4 text-muted text-sm">There is no difference.</p>;
  return (
    <div className="py-2 font-mono text-xs leading-5">
      <p className="px-4 pb-2 font-sans text-muted">
        {diff.added} added, {diff.removed} removed
      </p>
      {diff.hunks.map((lines, i) => (
        <div key={`${lines[0]?.before}:${lines[0]?.after}`} className={cn(i > 0 && "mt-2 border-t pt-2")}>
          {lines.map((line) => (
            <Line key={`${line.before}:${line.after}`} line={line} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Line({ line }: { line: DiffLine }) {
  const { sign, said, className } = LOOK[line.kind];
  return (
    <div className={cn("flex px-4", className)}>
      <span aria-hidden className="w-9 shrink-0 select-none pr-2 text-right">
        {line.after ?? line.before}
      </span>
      <span aria-hidden className="w-4 shrink-0 select-none">
        {sign}
      </span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap break-words">
        {said && <span className="sr-only">{said}</span>}
        {line.text}
      </span>
    </div>
  );
}
