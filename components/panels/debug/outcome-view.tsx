import { CopyButton } from "@/components/ui/copy-button.tsx";
import { exactNumber, tenths } from "@/components/ui/format.ts";
import { JsonTree } from "@/components/ui/json-tree.tsx";
import { Callout, Skeleton } from "@/components/ui/states.tsx";
import type { Outcome } from "./use-console.ts";

/** What the gateway answered: as a tree, with how long it took and how much it is. */
export function OutcomeView({ outcome }: { outcome: Outcome }) {
  switch (outcome.state) {
    case "none":
      return <p className="p-4 text-muted text-sm">The answer appears here.</p>;
    case "asking":
      return (
        <div role="status" aria-label="Waiting for the answer" className="p-4">
          <Skeleton className="h-4 w-48" />
        </div>
      );
    case "refused":
      return (
        <div className="grid gap-3 p-4">
          <Callout tone="bad">
            <code className="font-mono text-xs">{outcome.code}</code> {outcome.message}
          </Callout>
          <Facts durationMs={outcome.durationMs} />
          {outcome.details !== undefined && <Tree value={outcome.details} />}
        </div>
      );
    case "answered": {
      const text = JSON.stringify(outcome.value, null, 2) ?? "";
      return (
        <div className="grid gap-3 p-4">
          <div className="flex items-center gap-2">
            <Facts durationMs={outcome.durationMs} size={text.length} />
            <CopyButton text={text} label="Copy the answer" />
          </div>
          <Tree value={outcome.value} />
        </div>
      );
    }
  }
}

function Tree({ value }: { value: unknown }) {
  return (
    <section aria-label="Answer" className="overflow-x-auto font-mono text-xs leading-5">
      <JsonTree value={value} />
    </section>
  );
}

function Facts({ durationMs, size }: { durationMs: number; size?: number }) {
  const took = durationMs < 10 ? tenths(durationMs) : exactNumber(durationMs);
  return (
    <p role="status" className="text-muted text-xs tabular-nums">
      {took} ms{size !== undefined && ` · ${exactNumber(size)} characters`}
    </p>
  );
}
