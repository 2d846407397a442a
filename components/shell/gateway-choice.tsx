import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { GatewayFacts } from "./gateway-facts.tsx";

/** One gateway of the fleet; `onChoose` is left out when there is nothing to choose. */
export function GatewayChoice({
  gateway,
  isCurrent,
  onChoose,
}: {
  gateway: GatewayInfo;
  isCurrent: boolean;
  onChoose: ((id: string) => void) | undefined;
}) {
  return (
    <div className="grid gap-2">
      <GatewayFacts gateway={gateway} />
      {onChoose && (
        <button
          type="button"
          aria-pressed={isCurrent}
          onClick={() => onChoose(gateway.id)}
          className={cn(
            "flex h-7 items-center gap-1.5 justify-self-start rounded-md border px-2 text-xs hover:bg-hover",
            isCurrent && "text-accent-text",
          )}
        >
          {isCurrent && <Check aria-hidden className="size-3.5" />}
          {isCurrent ? "In use" : "Use this one"}
        </button>
      )}
    </div>
  );
}
