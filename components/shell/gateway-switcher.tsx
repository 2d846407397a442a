import { Check, ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Popover } from "@/components/ui/menu.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import type { GatewayInfo } from "@/server/protocol/methods.ts";
import { GatewayFacts, gatewayLook } from "./gateway-facts.tsx";
import { Mark } from "./mark.tsx";
import { selectGateway } from "./selected-gateway.ts";

/** The gateway that the panels ask, with its state; opens the fleet. */
export function GatewaySwitcher() {
  const { gateways, current, defaultId, error } = useGateways();
  const [isOpen, setIsOpen] = useState(false);
  const look = current && gatewayLook(current.status);

  function choose(id: string) {
    selectGateway(id === defaultId ? undefined : id);
    setIsOpen(false);
  }

  return (
    <Popover
      label="Gateways"
      open={isOpen}
      onOpenChange={setIsOpen}
      className="w-80"
      trigger={
        <button
          type="button"
          className="flex h-10 items-center gap-2 rounded-md px-1.5 text-left transition-colors hover:bg-hover"
        >
          <Mark className="size-6 shrink-0" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-semibold text-sm leading-4">Mission Control</span>
            <span className="flex items-center gap-1.5 text-muted text-xs leading-4">
              <StatusDot tone={look?.tone ?? "neutral"} className="size-1.5" />
              <span className="truncate">{current ? `${current.name} · ${look?.label}` : "Gateway …"}</span>
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </button>
      }
    >
      {error && gateways.length === 0 && <p className="text-muted text-sm">{error.message}</p>}
      <ul className="grid gap-3">
        {gateways.map((gateway) => (
          <li key={gateway.id}>
            <Choice
              gateway={gateway}
              isCurrent={gateway.id === current?.id}
              onChoose={gateways.length > 1 ? choose : undefined}
            />
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function Choice({
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
