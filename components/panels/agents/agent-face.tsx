import { cn } from "@/components/ui/cn.ts";
import type { AgentSummary } from "@/server/protocol/agents.ts";

/** An agent's emoji, or the first letter of its name. */
export function AgentFace({ agent, className }: { agent: AgentSummary; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-8 shrink-0 place-items-center rounded-md border bg-sunken font-medium text-base text-muted",
        className,
      )}
    >
      {agent.identity?.emoji || [...agent.name][0]?.toUpperCase()}
    </span>
  );
}
