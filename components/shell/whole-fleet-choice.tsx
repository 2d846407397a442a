import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";

/** All gateways at once: lists show the rows of each, with their origin. */
export function WholeFleetChoice({
  gateways,
  isCurrent,
  onChoose,
}: {
  gateways: readonly GatewayInfo[];
  isCurrent: boolean;
  onChoose: () => void;
}) {
  const ready = gateways.filter(({ status }) => status.state === "ready").length;
  return (
    <div className="grid gap-2 border-b pb-3 text-sm">
      <p className="font-medium">All gateways</p>
      <p className="text-muted text-xs">
        Overview, sessions, agents and logs of the whole fleet. {ready} of {gateways.length} connected.
      </p>
      <button
        type="button"
        aria-pressed={isCurrent}
        onClick={onChoose}
        className={cn(
          "flex h-7 items-center gap-1.5 justify-self-start rounded-md border px-2 text-xs hover:bg-hover",
          isCurrent && "text-accent-text",
        )}
      >
        {isCurrent && <Check aria-hidden className="size-3.5" />}
        {isCurrent ? "In use" : "Show all"}
      </button>
    </div>
  );
}
