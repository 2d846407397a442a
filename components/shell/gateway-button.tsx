import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { gatewayLook } from "./gateway-look.ts";
import { Mark } from "./mark.tsx";
import { useWholeFleet } from "./use-panel-gateway.ts";

/** The gateway that the panels ask, with its state. */
export function GatewayButton(props: ComponentProps<"button">) {
  const { current, gateways } = useGateways();
  const isWhole = useWholeFleet();
  const { isReady } = useConnection();
  const look = current && gatewayLook(current.status, isReady);
  function nameOf() {
    if (isWhole) return `All ${gateways.length} gateways`;
    return current ? `${current.name} · ${look?.label}` : "Gateway …";
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className="flex h-10 min-w-0 items-center gap-2 rounded-md px-1.5 text-left transition-colors hover:bg-hover"
      {...props}
    >
      <Mark className="size-6 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold text-sm leading-4">Mission Control</span>
        <span className="flex items-center gap-1.5 text-muted text-xs leading-4">
          <StatusDot tone={isWhole ? "accent" : (look?.tone ?? "neutral")} className="size-1.5" />
          <span className="truncate">{nameOf()}</span>
        </span>
      </span>
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </button>
  );
}
