import type { Tone } from "@/components/ui/badge.tsx";
import type { GatewayStatus } from "@/server/protocol/methods.ts";

const LOOKS: Record<GatewayStatus["state"], { tone: Tone; label: string }> = {
  ready: { tone: "good", label: "Ready" },
  connecting: { tone: "warn", label: "Connecting" },
  unavailable: { tone: "bad", label: "Not connected" },
};

/** How a gateway's state looks, and its word. */
export function gatewayLook({ state }: GatewayStatus): { tone: Tone; label: string } {
  return LOOKS[state];
}
