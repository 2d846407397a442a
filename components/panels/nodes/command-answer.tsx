import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Elapsed } from "@/components/ui/elapsed.tsx";
import { exactNumber } from "@/components/ui/format.ts";
import { JsonTree } from "@/components/ui/json-tree.tsx";
import { Callout } from "@/components/ui/states.tsx";
import type { CommandOutcome } from "@/hooks/use-node-command.ts";

/** What a node answered to a command, or why it did not. */
export function CommandAnswer({ outcome }: { outcome: CommandOutcome }) {
  switch (outcome.state) {
    case "none":
      return null;
    case "running":
      return (
        <p role="status" className="text-muted text-xs">
          The node is at it. <Elapsed since={outcome.since} className="tabular-nums" />
        </p>
      );
    case "refused":
      return (
        <Callout tone="bad" className="[overflow-wrap:anywhere]">
          {outcome.error.message}
        </Callout>
      );
    case "answered":
      return <Answer payload={outcome.payload} durationMs={outcome.durationMs} />;
  }
}

function Answer({ payload, durationMs }: { payload: unknown; durationMs: number }) {
  const took = `in ${exactNumber(Math.max(1, Math.round(durationMs)))} ms`;
  if (payload === undefined || payload === null) {
    return (
      <p role="status" className="text-muted text-xs">
        Done {took}; the node had nothing to say.
      </p>
    );
  }
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex items-center justify-between gap-2 text-muted text-xs">
        <p role="status">Answered {took}</p>
        <CopyButton text={() => JSON.stringify(payload, null, 2)} label="Copy the answer" />
      </div>
      <section aria-label="Answer" className="overflow-hidden rounded-md bg-sunken p-3 font-mono text-xs leading-5">
        <JsonTree value={payload} />
      </section>
    </div>
  );
}
