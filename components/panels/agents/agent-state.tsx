import { Badge, StatusDot } from "@/components/ui/badge.tsx";
import type { ActiveRun } from "@/server/protocol/system.ts";

/** What an agent does now, in words: it works, has work waiting, or is idle. */
export function AgentState({ runs }: { runs: readonly ActiveRun[] }) {
  const running = runs.filter(({ state }) => state === "running").length;
  const queued = runs.length - running;
  if (running > 0) {
    return (
      <Badge tone="accent">
        <StatusDot tone="accent" live />
        {running === 1 ? "Working" : `${running} runs`}
        {queued > 0 && ` · ${queued} queued`}
      </Badge>
    );
  }
  if (queued > 0) {
    return (
      <Badge tone="warn">
        <StatusDot tone="warn" />
        {queued} queued
      </Badge>
    );
  }
  return (
    <Badge>
      <StatusDot tone="neutral" />
      Idle
    </Badge>
  );
}
